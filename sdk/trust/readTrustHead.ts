import type { JsonReader } from "../encoding/JsonReader.ts";
import type { Hex } from "../ids.ts";
import { limits } from "../limits.ts";
import { readAuthorityId, readInterval } from "./readEntry.ts";
import type {
  Deployment,
  EntryTree,
  LogEnd,
  NoteKeyTerm,
  QuorumTerm,
  SignerTerm,
  TrustHead,
  ValidatorTerm,
  Witness,
} from "./TrustList.ts";

// The shape of a head, member by member, in the order in which they are written. What members mean together is checked
// after (requireSoundHead).

const hex20 = /^0x[0-9a-f]{40}$/;
const base64of32 = /^[A-Za-z0-9+/]{43}=$/;
const termsMax = limits.trustTermsMax;

/** Throws EncodingError `encoding.json-member`. */
export function readTrustHead(json: JsonReader): TrustHead {
  json.object([
    "version",
    "issuedAt",
    "validUntil",
    "network",
    "publicUrl",
    "deployments",
    "witnesses",
    "quorums",
    "validators",
    "signers",
    "signerQuorum",
    "signersSince",
    "authorities",
    "documentTypes",
  ]);
  const list = <Item>(name: string, read: (item: JsonReader) => Item): Item[] =>
    json.member(name).array(termsMax).map(read);
  return {
    version: json.member("version").integer(1),
    issuedAt: json.member("issuedAt").integer(),
    validUntil: json.member("validUntil").integer(),
    network: json.member("network").string(),
    publicUrl: json.member("publicUrl").string(/^https?:\/\/[^\s/]+(?:\/[^\s]*[^\s/])?$/),
    deployments: list("deployments", readDeployment),
    witnesses: list("witnesses", readWitness),
    quorums: list("quorums", readQuorum),
    validators: list("validators", readValidator),
    signers: list("signers", readSigner),
    signerQuorum: json.member("signerQuorum").integer(1),
    signersSince: json.member("signersSince").integer(1),
    authorities: readTree(json.member("authorities")),
    documentTypes: readTree(json.member("documentTypes")),
  };
}

function readDeployment(json: JsonReader): Deployment {
  json.object([
    "chainId",
    "registry",
    "log",
    "statusLists",
    "origin",
    "keys",
    "from",
    "until",
    "size",
    "root",
  ]);
  const address = (name: string) => json.member(name).string(hex20) as Hex;
  return {
    chainId: json.member("chainId").integer(1),
    registry: address("registry"),
    log: address("log"),
    statusLists: address("statusLists"),
    origin: json.member("origin").string(),
    keys: json.member("keys").array(termsMax).map(readKeyTerm),
    ...readInterval(json),
    size: json.member("size").nullable((size) => size.integer()),
    root: json.member("root").nullable(readRoot),
  };
}

function readKeyTerm(json: JsonReader): NoteKeyTerm {
  json.object(["key", "from", "until", "end", "distrustedFrom"]);
  return {
    key: json.member("key").string(),
    ...readInterval(json),
    end: json.member("end").nullable(readEnd),
    distrustedFrom: json.member("distrustedFrom").nullable((time) => time.integer()),
  };
}

function readEnd(json: JsonReader): LogEnd {
  json.object(["origin", "size", "root"]);
  return {
    origin: json.member("origin").string(),
    size: json.member("size").integer(),
    root: readRoot(json.member("root")),
  };
}

function readWitness(json: JsonReader): Witness {
  json.object(["name", "keys"]);
  return {
    name: json.member("name").string(),
    keys: json.member("keys").array(termsMax).map(readKeyTerm),
  };
}

function readQuorum(json: JsonReader): QuorumTerm {
  json.object(["needed", "from", "until", "end"]);
  return {
    needed: json.member("needed").integer(),
    ...readInterval(json),
    end: json.member("end").nullable(readEnd),
  };
}

function readValidator(json: JsonReader): ValidatorTerm {
  json.object(["authority", "name", "consensusKey", "power", "from", "until"]);
  return {
    authority: readAuthorityId(json.member("authority")),
    name: json.member("name").string(),
    consensusKey: json.member("consensusKey").string(/^[A-Za-z0-9+/]+={0,2}$/),
    power: json.member("power").integer(),
    ...readInterval(json),
  };
}

function readSigner(json: JsonReader): SignerTerm {
  json.object(["name", "key", "from", "until"]);
  return {
    name: json.member("name").string(),
    key: json.member("key").string(),
    ...readInterval(json),
  };
}

function readTree(json: JsonReader): EntryTree {
  json.object(["count", "root"]);
  return { count: json.member("count").integer(), root: readRoot(json.member("root")) };
}

const readRoot = (json: JsonReader): string => json.string(base64of32);

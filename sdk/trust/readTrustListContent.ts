import type { JsonReader } from "../encoding/JsonReader.ts";
import type { Hex } from "../ids.ts";
import { readDocumentType, readListedAuthority } from "./readEntry.ts";
import type { NamedKey, NamedWitness, TrustListContent } from "./TrustListContent.ts";

// The shape of a trust list 1, member by member. What members mean together is checked after
// (requireSoundHead, requireSoundEntries).

const listsMax = 100_000;
const hex20 = /^0x[0-9a-f]{40}$/;

/** Throws EncodingError `encoding.json-member`. */
export function readTrustListContent(json: JsonReader): TrustListContent {
  json.object([
    "version",
    "issuedAt",
    "validUntil",
    "publicUrl",
    "chain",
    "log",
    "witnesses",
    "quorum",
    "signers",
    "signerQuorum",
    "authorities",
    "documentTypes",
  ]);
  const log = json.member("log").object(["origin", "key"]);
  return {
    version: json.member("version").integer(1),
    issuedAt: json.member("issuedAt").integer(),
    validUntil: json.member("validUntil").integer(),
    publicUrl: json.member("publicUrl").string(/^https?:\/\/[^\s/]+(?:\/[^\s]*[^\s/])?$/),
    chain: readChain(json.member("chain")),
    log: { origin: log.member("origin").string(), key: log.member("key").string() },
    witnesses: json.member("witnesses").array(256).map(readWitness),
    quorum: json.member("quorum").integer(),
    signers: json.member("signers").array(256).map(readNamedKey),
    signerQuorum: json.member("signerQuorum").integer(1),
    authorities: json.member("authorities").array(listsMax).map(readListedAuthority),
    documentTypes: json.member("documentTypes").array(listsMax).map(readDocumentType),
  };
}

function readChain(json: JsonReader): TrustListContent["chain"] {
  json.object(["id", "registry", "log", "statusLists"]);
  const address = (name: string) => json.member(name).string(hex20) as Hex;
  return {
    id: json.member("id").integer(1),
    registry: address("registry"),
    log: address("log"),
    statusLists: address("statusLists"),
  };
}

function readNamedKey(json: JsonReader): NamedKey {
  json.object(["name", "key"]);
  return { name: json.member("name").string(), key: json.member("key").string() };
}

function readWitness(json: JsonReader): NamedWitness {
  json.object(["name", "key"], ["postQuantumKey"]);
  const postQuantumKey = json.member("postQuantumKey").optional((key) => key.string());
  return {
    name: json.member("name").string(),
    key: json.member("key").string(),
    ...(postQuantumKey === null ? {} : { postQuantumKey }),
  };
}

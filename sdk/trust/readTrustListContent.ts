import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import type { JsonReader } from "../encoding/JsonReader.ts";
import type { AuthorityId, DocumentTypeId, Hex } from "../ids.ts";
import type { LocalizedText } from "../LocalizedText.ts";
import type {
  Accreditation,
  Authority,
  AuthorityKey,
  AuthorityStateInterval,
  ClaimDisplay,
  DocumentType,
  Interval,
  NamedKey,
  NamedWitness,
  TrustListContent,
} from "./TrustList.ts";

// The shape of a trust list, member by member. What members mean together is checked after
// (requireSound).

const listsMax = 100_000;
const hex32 = /^0x[0-9a-f]{64}$/;
const hex20 = /^0x[0-9a-f]{40}$/;
const base64url32 = /^[A-Za-z0-9_-]{43}$/;
const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

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
    authorities: json.member("authorities").array(listsMax).map(readAuthority),
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

function readAuthority(json: JsonReader): Authority {
  json.object(["id", "iss", "slug", "name", "kind", "parent", "states", "keys", "accreditations"]);
  return {
    id: readAuthorityId(json.member("id")),
    iss: json.member("iss").string(/^https?:\/\/\S+$/),
    slug: json.member("slug").string(slugPattern, 64),
    name: readLocalizedText(json.member("name")),
    kind: json.member("kind").oneOf(["city", "district", "industry", "department"]),
    parent: json.member("parent").nullable(readAuthorityId),
    states: json.member("states").array(listsMax).map(readState),
    keys: json.member("keys").array(listsMax).map(readKey),
    accreditations: json.member("accreditations").array(listsMax).map(readAccreditation),
  };
}

function readState(json: JsonReader): AuthorityStateInterval {
  json.object(["state", "from", "until"]);
  return {
    state: json.member("state").oneOf(["active", "suspended", "retired"]),
    ...readInterval(json),
  };
}

function readKey(json: JsonReader): AuthorityKey {
  json.object(["kid", "jwk", "from", "until"]);
  return {
    kid: json.member("kid").string(base64url32),
    jwk: readJwk(json.member("jwk").object(["kty", "crv", "x", "y"])),
    ...readInterval(json),
  };
}

/** An ES256 public key; members beyond the four are the caller's to refuse. */
export function readJwk(json: JsonReader): EcPublicJwk {
  return {
    kty: json.member("kty").oneOf(["EC"]),
    crv: json.member("crv").oneOf(["P-256"]),
    x: json.member("x").string(base64url32),
    y: json.member("y").string(base64url32),
  };
}

function readAccreditation(json: JsonReader): Accreditation {
  json.object(["documentType", "delegate", "from", "until"]);
  return {
    documentType: readDocumentTypeId(json.member("documentType")),
    delegate: json.member("delegate").boolean(),
    ...readInterval(json),
  };
}

function readDocumentType(json: JsonReader): DocumentType {
  json.object(["id", "vct", "name", "schema", "disclosable", "claims"]);
  return {
    id: readDocumentTypeId(json.member("id")),
    vct: json.member("vct").string(/^https?:\/\/\S+$/),
    name: readLocalizedText(json.member("name")),
    schema: json.member("schema").anyObject(),
    disclosable: json
      .member("disclosable")
      .array(256)
      .map((name) => name.string()),
    claims: json.member("claims").array(256).map(readClaimDisplay),
  };
}

function readClaimDisplay(json: JsonReader): ClaimDisplay {
  json.object(["path", "display"]);
  const readStep = (step: JsonReader) =>
    step.nullable((reader) =>
      typeof reader.value === "number" ? reader.integer() : reader.string(),
    );
  return {
    path: json.member("path").array(16).map(readStep),
    display: readLocalizedText(json.member("display")),
  };
}

function readLocalizedText(json: JsonReader): LocalizedText {
  json.object(["zh", "es", "en"]);
  const text = (language: string) => json.member(language).string(/\S/, 512);
  return { zh: text("zh"), es: text("es"), en: text("en") };
}

function readInterval(json: JsonReader): Interval {
  const from = json.member("from").integer();
  return { from, until: json.member("until").nullable((until) => until.integer(from)) };
}

const readAuthorityId = (json: JsonReader): AuthorityId => json.string(hex32) as AuthorityId;

const readDocumentTypeId = (json: JsonReader): DocumentTypeId =>
  json.string(hex32) as DocumentTypeId;

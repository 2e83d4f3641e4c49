import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import type { JsonReader } from "../encoding/JsonReader.ts";
import { readLocalizedText } from "../encoding/readLocalizedText.ts";
import type { AuthorityId, DocumentTypeId } from "../ids.ts";
import type {
  Accreditation,
  Authority,
  AuthorityKey,
  AuthorityStateInterval,
  ClaimDisplay,
  DocumentType,
  Interval,
} from "./TrustList.ts";
import type { ListedAuthority } from "./TrustListContent.ts";

// The shape of authorities and document types, member by member, in the order in which they are written. Every function
// throws EncodingError `encoding.json-member`.

const listsMax = 100_000;
const hex32 = /^0x[0-9a-f]{64}$/;
const base64url32 = /^[A-Za-z0-9_-]{43}$/;
const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** An authority as an entry of list 2. */
export const readAuthority = (json: JsonReader): Authority => readWithKeys(json, readKey);

/** An authority as list 1 has it. */
export const readListedAuthority = (json: JsonReader): ListedAuthority =>
  readWithKeys(json, readListedKey);

function readWithKeys<Key>(json: JsonReader, readOne: (json: JsonReader) => Key) {
  json.object(["id", "iss", "slug", "name", "kind", "parent", "states", "keys", "accreditations"]);
  return {
    id: readAuthorityId(json.member("id")),
    iss: json.member("iss").string(/^https?:\/\/\S+$/),
    slug: json.member("slug").string(slugPattern, 64),
    name: readTitle(json.member("name")),
    kind: json.member("kind").oneOf(["city", "district", "industry", "department"]),
    parent: json.member("parent").nullable(readAuthorityId),
    states: json.member("states").array(listsMax).map(readState),
    keys: json.member("keys").array(listsMax).map(readOne),
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
  json.object(["kid", "jwk", "from", "until", "distrustedFrom"]);
  const distrustedFrom = json.member("distrustedFrom").nullable((time) => time.integer());
  return { ...readKeyTerm(json), distrustedFrom };
}

function readListedKey(json: JsonReader): Omit<AuthorityKey, "distrustedFrom"> {
  return readKeyTerm(json.object(["kid", "jwk", "from", "until"]));
}

function readKeyTerm(json: JsonReader) {
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

export function readDocumentType(json: JsonReader): DocumentType {
  json.object(["id", "vct", "name", "schema", "disclosable", "claims"]);
  return {
    id: readDocumentTypeId(json.member("id")),
    vct: json.member("vct").string(/^https?:\/\/\S+$/),
    name: readTitle(json.member("name")),
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
    display: readTitle(json.member("display")),
  };
}

const readTitle = (json: JsonReader) => readLocalizedText(json, 512, /\S/);

export function readInterval(json: JsonReader): Interval {
  const from = json.member("from").integer();
  return { from, until: json.member("until").nullable((until) => until.integer(from)) };
}

export const readAuthorityId = (json: JsonReader): AuthorityId => json.string(hex32) as AuthorityId;

export const readDocumentTypeId = (json: JsonReader): DocumentTypeId =>
  json.string(hex32) as DocumentTypeId;

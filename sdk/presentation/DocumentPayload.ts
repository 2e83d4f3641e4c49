import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { type JsonObject, setMember } from "../encoding/json.ts";
import type { DisclosedClaims } from "../sdjwt/applyDisclosures.ts";
import { type Jws, requireHeader } from "../sdjwt/Jws.ts";
import { readJwk } from "../trust/readEntry.ts";
import { type Mandate, readMandate } from "./Mandate.ts";
import { PresentationError } from "./PresentationError.ts";

/** The members that the network gives meaning to, in the issuer-signed payload. Unix seconds. */
export interface DocumentPayload {
  readonly kid: string;
  readonly typ: string;
  readonly iss: string;
  readonly vct: string;
  readonly iat: number;
  readonly nbf: number | null;
  readonly exp: number | null;
  readonly status: { readonly uri: string; readonly index: number };
  /** `cnf.jwk`: the holder's key (RFC 7800). */
  readonly holderKey: EcPublicJwk | null;
  /** Null: whose document it is shows it. */
  readonly mandate: Mandate | null;
}

/** SD-JWT VC's types of a document; which are welcome is the policy's to say. */
export const documentHeaderTypes = { current: "dc+sd-jwt", old: "vc+sd-jwt" } as const;

// What SD-JWT VC §2.2.2.2 and the network define. None of these may be selectively disclosed.
const registeredClaims: ReadonlySet<string> = new Set([
  "iss",
  "vct",
  "vct#integrity",
  "iat",
  "nbf",
  "exp",
  "cnf",
  "status",
  "mandate",
]);

/** Reads the issuer-signed JWT; throws SdJwtError or EncodingError. Verifies nothing. */
export function readDocumentPayload(jws: Jws): DocumentPayload {
  requireHeader(jws, Object.values(documentHeaderTypes));
  const header = new JsonReader(jws.header);
  const payload = new JsonReader(jws.payload);
  const status = payload.member("status").member("status_list");
  const exp = payload.member("exp").optional((end) => end.numericDate());
  const holderKey = payload.member("cnf").optional((cnf) => readJwk(cnf.member("jwk")));
  const mandate = payload.member("mandate").optional(readMandate);
  // It says who holds the key of the copy.
  if (mandate !== null && holderKey === null) payload.member("cnf").refuse("the delegate's key");
  return {
    kid: header.member("kid").string(/^[A-Za-z0-9_-]{43}$/),
    typ: header.member("typ").string(),
    iss: payload.member("iss").string(),
    vct: payload.member("vct").string(),
    iat: payload.member("iat").numericDate(),
    nbf: payload.member("nbf").optional((nbf) => nbf.numericDate()),
    // A copy does not outlive its mandate, whatever else it says.
    exp: mandate === null ? exp : Math.min(exp ?? mandate.until, mandate.until),
    status: { uri: status.member("uri").string(), index: status.member("idx").integer() },
    holderKey,
    mandate,
  };
}

/** Throws PresentationError when a disclosure replaces a claim that the network itself reads. */
export function requireNoRegisteredClaims({ places }: DisclosedClaims): void {
  for (const { path } of places) {
    if (path.length === 1 && registeredClaims.has(String(path[0]))) {
      throw new PresentationError(
        "presentation.reserved-claim",
        "a disclosure replaces a claim that has to be signed in the open",
      );
    }
  }
}

/** The claims that the document type's schema is about. */
export function toSubjectClaims(claims: JsonObject): JsonObject {
  const subject: Record<string, unknown> = {};
  for (const name of Object.keys(claims)) {
    if (!registeredClaims.has(name)) setMember(subject, name, claims[name]);
  }
  return subject;
}

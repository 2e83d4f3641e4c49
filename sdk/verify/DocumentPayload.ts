import type { EcPublicJwk } from "../trust/TrustList.ts";

/** The members that the network gives meaning to, in the issuer-signed payload. Unix seconds. */
export interface DocumentPayload {
  readonly kid: string;
  readonly typ: "dc+sd-jwt" | "vc+sd-jwt";
  readonly iss: string;
  readonly vct: string;
  readonly iat: number;
  readonly nbf: number | null;
  readonly exp: number | null;
  readonly status: { readonly uri: string; readonly index: number };
  /** `cnf.jwk`: the holder's key (RFC 7800). */
  readonly holderKey: EcPublicJwk | null;
}

import { createHash, createPublicKey, verify } from "node:crypto";
import { Forbidden } from "../../../platform/errors.ts";
import {
  isSynced,
  malformed,
  type PasskeyRequest,
  requireClientData,
  requireVerified,
  signCountOf,
} from "../../passkeys/authenticatorWords.ts";
import type { ResidentPasskey } from "./ResidentPasskey.ts";

/** As the authenticator gave them, untrusted. */
export type PasskeyAssertion = {
  /** The credential's id. */
  readonly id: Buffer;
  readonly clientData: Buffer;
  readonly authenticatorData: Buffer;
  readonly signature: Buffer;
  readonly userHandle: Buffer | null;
};

const dataBytesMin = 37;

/** No such passkey, or its signature is wrong: which of them is not said. */
export const refused = (): Forbidden =>
  new Forbidden(
    "passkey.refused",
    "No account here has this passkey. Choose another, or sign in with a code.",
  );

/**
 * Checks an assertion (WebAuthn level 3, 7.2), whose challenge was used up before. Errors: `passkey.malformed`,
 * `passkey.origin`, `passkey.not_verified` (`InvalidInput`), `passkey.refused` (`Forbidden`).
 * @returns the signature counter that it said
 */
export function readAssertion(
  given: PasskeyAssertion,
  passkey: Pick<ResidentPasskey, "publicKey" | "synced" | "signCount">,
  request: PasskeyRequest,
): number {
  requireClientData(given.clientData, "webauthn.get", request);
  const data = given.authenticatorData;
  if (data.length < dataBytesMin) throw malformed();
  requireVerified(data, request);
  const clientHash = createHash("sha256").update(given.clientData).digest();
  if (!isSigned(passkey.publicKey, Buffer.concat([data, clientHash]), given.signature))
    throw refused();
  // 7.2, step 17: whether a credential may be backed up never changes.
  if (isSynced(data) !== passkey.synced) throw refused();
  const count = signCountOf(data);
  // 7.2, step 22: a counter that does not grow is a copy's. Synced ones have none.
  if ((count !== 0 || passkey.signCount !== 0) && count <= passkey.signCount) throw refused();
  return count;
}

/** ES256; the signature is DER (WebAuthn level 3, 6.5.5). */
function isSigned(publicKey: Buffer, bytes: Buffer, signature: Buffer): boolean {
  const [x, y] = [publicKey.subarray(0, 32), publicKey.subarray(32)].map((each) =>
    each.toString("base64url"),
  );
  try {
    const key = createPublicKey({
      key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" },
      format: "jwk",
    });
    return verify("sha256", bytes, key, signature);
  } catch {
    return false;
  }
}

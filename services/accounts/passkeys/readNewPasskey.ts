import { fromHex, type Hex, toHex } from "@sello/sdk";
import { InvalidInput } from "../../platform/errors.ts";
import { isOnCurve } from "../../registry/accounts/AccountSigner.ts";
import {
  flags,
  flagsAt,
  malformed,
  type PasskeyRequest,
  requireClientData,
  requireVerified,
} from "./authenticatorWords.ts";

/** A credential that an authenticator has just made: its id, and its P-256 key. */
export type PasskeyCredential = { readonly id: Uint8Array; readonly x: Hex; readonly y: Hex };

/** Both as the authenticator gave them, untrusted. */
export type NewPasskey = {
  readonly clientData: Uint8Array;
  readonly authenticatorData: Uint8Array;
};

const place = { idLength: 53, id: 55 } as const;

/**
 * An ES256 key as authenticators write it (RFC 9053, 7.1.1, in the one form of CTAP 2.1, 8): a map with kty EC2, alg ES256
 * and crv P-256, then x and y of 32 bytes each.
 */
const beforeX = fromHex("0xa5010203262001215820");
const beforeY = fromHex("0x225820");
const keyBytes = beforeX.length + beforeY.length + 64;

/**
 * Reads a new credential (WebAuthn level 3, 7.1). Its attestation is not looked at: who made the authenticator is nobody's
 * concern here, and the account's contract asks for a verified user at each signature. Errors, all `InvalidInput`:
 * `passkey.malformed` (not of the form, or not for this challenge), `passkey.origin`, `passkey.not_verified`, `passkey.kind`.
 */
export function readNewPasskey(given: NewPasskey, request: PasskeyRequest): PasskeyCredential {
  requireClientData(given.clientData, "webauthn.create", request);
  const data = given.authenticatorData;
  if (data.length < place.id) throw malformed();
  const credentialFlags = data[flagsAt] ?? 0;
  if ((credentialFlags & flags.credential) === 0) throw malformed();
  requireVerified(data, request);
  const idEnd = place.id + new DataView(data.buffer, data.byteOffset).getUint16(place.idLength);
  const id = data.subarray(place.id, idEnd);
  if (id.length === 0 || id.length > 1_023 || data.length < idEnd) throw malformed();
  return { id, ...readKey(data.subarray(idEnd, idEnd + keyBytes)) };
}

function readKey(key: Uint8Array): Pick<PasskeyCredential, "x" | "y"> {
  const xAt = beforeX.length;
  const yAt = xAt + 32 + beforeY.length;
  const isOfForm =
    key.length === keyBytes &&
    isSame(key.subarray(0, xAt), beforeX) &&
    isSame(key.subarray(xAt + 32, yAt), beforeY);
  const x = toHex(key.subarray(xAt, xAt + 32));
  const y = toHex(key.subarray(yAt, yAt + 32));
  if (isOfForm && isOnCurve(x, y)) return { x, y };
  throw new InvalidInput("passkey.kind", "The passkey's key must be of the kind ES256 (P-256).");
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

import { concat, getBytes, sha256, toBeHex, toUtf8Bytes } from "ethers";

/** What a page and an authenticator say of a new credential (WebAuthn level 3, 7.1), as far as a test changes it. */
export type NewPasskeyParts = {
  readonly challenge: string;
  readonly origin: string;
  readonly domain: string;
  /** x and y, 64 bytes in hex. */
  readonly publicKey: string;
  readonly id?: string;
  readonly flags?: number;
  readonly type?: string;
  /** COSE, up to x. */
  readonly keyStart?: string;
  readonly crossOrigin?: boolean;
};

/** User present, user verified, credential included. */
const allFlags = 0x45;

export function newPasskey(parts: NewPasskeyParts) {
  const { challenge, origin, domain, publicKey, crossOrigin = false } = parts;
  const { id = "0x0123456789abcdef", flags = allFlags, type = "webauthn.create" } = parts;
  const { keyStart = "0xa5010203262001215820" } = parts;
  const clientData = JSON.stringify({ type, challenge, origin, crossOrigin });
  const authenticatorData = concat([
    sha256(toUtf8Bytes(domain)),
    toBeHex(flags, 1),
    toBeHex(0, 4),
    `0x${"00".repeat(16)}`,
    toBeHex((id.length - 2) / 2, 2),
    id,
    keyStart,
    `0x${publicKey.slice(2, 66)}`,
    "0x225820",
    `0x${publicKey.slice(66)}`,
  ]);
  return {
    clientData: new TextEncoder().encode(clientData),
    authenticatorData: getBytes(authenticatorData),
  };
}

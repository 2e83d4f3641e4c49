import { createHash } from "node:crypto";
import { z } from "zod";
import { InvalidInput } from "../../platform/errors.ts";

/** What the page must have asked the authenticator for. */
export type PasskeyRequest = {
  /** Base64url, as it comes back. */
  readonly challenge: string;
  /** Of the page. */
  readonly origin: string;
  /** The relying party's id: a domain. */
  readonly domain: string;
};

const clientDataShape = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** WebAuthn level 3, 6.1. */
export const flags = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  credential: 0x40,
} as const;

/** Where the flags are in authenticator data: after the hash of the relying party's id. */
export const flagsAt = 32;

/** Whether it may be on several devices (flag BE). */
export const isSynced = (data: Uint8Array): boolean =>
  ((data[flagsAt] ?? 0) & flags.backupEligible) !== 0;

/** The signature counter. */
export const signCountOf = (data: Buffer): number => data.readUInt32BE(flagsAt + 1);

/** What the browser says of the page that asked (WebAuthn level 3, 5.8.1). Errors as `readNewPasskey`. */
export function requireClientData(
  bytes: Uint8Array,
  type: "webauthn.create" | "webauthn.get",
  request: PasskeyRequest,
): void {
  const parsed = clientDataShape.safeParse(parseJson(bytes));
  if (!parsed.success || parsed.data.type !== type || parsed.data.challenge !== request.challenge)
    throw malformed();
  const { origin, crossOrigin = false } = parsed.data;
  if (origin !== request.origin || crossOrigin) throw otherOrigin(request);
}

/** For whom the authenticator did it, and that its user was verified. Errors as `readNewPasskey`. */
export function requireVerified(data: Uint8Array, request: PasskeyRequest): void {
  const domainHash = createHash("sha256").update(request.domain).digest();
  if (!domainHash.equals(data.subarray(0, flagsAt))) throw otherOrigin(request);
  const given = data[flagsAt] ?? 0;
  if ((given & flags.userPresent) === 0 || (given & flags.userVerified) === 0)
    throw new InvalidInput(
      "passkey.not_verified",
      "The authenticator did not check who is there. Use one that asks for a fingerprint, a face or a PIN.",
    );
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

export const malformed = (): InvalidInput =>
  new InvalidInput("passkey.malformed", "This is not what a passkey gives for this challenge.");

const otherOrigin = ({ origin }: PasskeyRequest): InvalidInput =>
  new InvalidInput("passkey.origin", `The passkey must be used on a page of ${origin}.`);

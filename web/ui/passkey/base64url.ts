import { fromBase64url, toBase64url } from "@sello/sdk";

// Base64url as WebAuthn's buffers come and go.

export const toText = (bytes: ArrayBuffer): string => toBase64url(new Uint8Array(bytes));

export const toBuffer = (text: string): Uint8Array<ArrayBuffer> =>
  fromBase64url(text) as Uint8Array<ArrayBuffer>;

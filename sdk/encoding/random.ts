import { toBase64url } from "./base64.ts";

/** Random bytes from the platform, in base64url. */
export const randomBase64url = (bytes: number): string =>
  toBase64url(globalThis.crypto.getRandomValues(new Uint8Array(bytes)));

import { createHash } from "node:crypto";

/** Known to who has the token, and to nobody from the digest that is stored. */
export const toCsrfToken = (token: string): string =>
  createHash("sha256").update(`csrf:${token}`).digest("base64url");

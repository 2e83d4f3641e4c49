import { createHash } from "node:crypto";

/** What is stored of a secret: its SHA-256. For secrets of 256 random bits alone: what people choose could be guessed from it. */
export const digestOfSecret = (secret: string): Buffer =>
  createHash("sha256").update(secret).digest();

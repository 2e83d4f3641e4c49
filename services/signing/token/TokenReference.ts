import { createHash, randomBytes } from "node:crypto";
import { TokenError } from "./errors.ts";

/** The first byte of what stands in place of a sealed key; a seal begins with 1 (`KeySealer`). */
const version = 2;
const digestBytes = 16;
const randomIdBytes = 8;

/** Where a key is that is not here. */
export type TokenReference = {
  /** Label of the token. */
  readonly token: string;
  /** CKA_ID of its two halves. */
  readonly id: Buffer;
};

/** Whether a key is in a token, and what is stored only says where. */
export const isInToken = (sealed: Uint8Array): boolean => sealed[0] === version;

/**
 * A new CKA_ID for a key of this name. It begins with the name's digest, so that a row of the database cannot stand in for
 * another; the rest is random, so that a key of before is never taken for a new one.
 */
export const newKeyId = (name: string): Buffer =>
  Buffer.concat([digestOf(name), randomBytes(randomIdBytes)]);

export const encodeReference = ({ token, id }: TokenReference): Buffer =>
  Buffer.concat([Buffer.from([version]), id, Buffer.from(token, "utf8")]);

/**
 * @param sealed of which `isInToken` says so
 * @throws TokenError `token.key_other` when it is the place of a key of another name
 */
export function readReference(name: string, sealed: Uint8Array): TokenReference {
  const bytes = Buffer.from(sealed).subarray(1);
  const id = bytes.subarray(0, digestBytes + randomIdBytes);
  if (!id.subarray(0, digestBytes).equals(digestOf(name)))
    throw new TokenError("token.key_other", `What is stored of ${name} is another key's place.`, {
      name,
    });
  return { token: bytes.subarray(id.length).toString("utf8"), id };
}

const digestOf = (name: string): Buffer =>
  createHash("sha256").update(name, "utf8").digest().subarray(0, digestBytes);

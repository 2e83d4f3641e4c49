import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { OperationName } from "@sello/api";
import type { DocumentId } from "@sello/sdk";

/** A request that came with an idempotency key. */
export type KeyedRequest = {
  /** Its method and path. */
  readonly operation: OperationName;
  /** The document in the path; null without one. */
  readonly document: DocumentId | null;
  /** SHA-256 of the body's bytes. */
  readonly bodyDigest: Uint8Array;
};

/**
 * Names requests to issue without telling them. Bodies hold ID numbers, which are guessed in minutes from a bare
 * hash, so the digests are keyed with a secret that is not in the database. The caller is the other half of the
 * name: a key of one caller is never looked up for another.
 */
export class RequestDigests {
  readonly #secret: KeyObject;

  /** @param secret at least 32 random bytes, of no other use */
  constructor(secret: KeyObject | Uint8Array) {
    const key = secret instanceof Uint8Array ? createSecretKey(secret) : secret;
    if ((key.symmetricKeySize ?? 0) < 32)
      throw new RangeError("the secret of request digests is too short");
    this.#secret = key;
  }

  of({ operation, document, bodyDigest }: KeyedRequest): Buffer {
    return createHmac("sha256", this.#secret)
      .update(`${operation}\n${document ?? ""}\n`, "utf8")
      .update(bodyDigest)
      .digest();
  }
}

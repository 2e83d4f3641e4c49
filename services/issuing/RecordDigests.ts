import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";
import { canonicalJson } from "./canonicalJson.ts";
import type { RecordDigest } from "./DocumentDraft.ts";

/** RFC 2104 §5 allows half of the output, and 128 bits leave no doubles to be expected. */
const digestBytes = 16;

/**
 * Names records without telling them: an ID number is guessed in minutes from a bare hash of it, so the
 * digests are keyed with a secret of the deployment that is not kept in the database.
 */
export class RecordDigests {
  readonly #secret: KeyObject;

  /** @param secret at least 32 random bytes, the same forever */
  constructor(secret: Uint8Array) {
    if (secret.length < 32) throw new RangeError("the secret of record digests is too short");
    // As a key object: from bytes, Node 24 finds out again at each call what kind of key it was given.
    this.#secret = createSecretKey(secret);
  }

  /** @param claims as the department gave them, without derived ones */
  of(type: DocumentType, claims: Claims): RecordDigest {
    const key = type.naturalKey.map((name) => claims[name]);
    return {
      naturalKey: this.#digest("key", type, canonicalJson(key)),
      claimsDigest: this.#digest("claims", type, canonicalJson(claims)),
    };
  }

  #digest(purpose: "key" | "claims", type: DocumentType, text: string): Buffer {
    return createHmac("sha256", this.#secret)
      .update(`${purpose}\n${type.id}\n${text}`, "utf8")
      .digest()
      .subarray(0, digestBytes);
  }
}

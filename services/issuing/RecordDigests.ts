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

  /** @param secret at least 32 random bytes; used as a key object: from bytes, Node 24 finds out again at each call what it was given */
  constructor(secret: KeyObject | Uint8Array) {
    const key = secret instanceof Uint8Array ? createSecretKey(secret) : secret;
    if ((key.symmetricKeySize ?? 0) < 32)
      throw new RangeError("the secret of record digests is too short");
    this.#secret = key;
  }

  /**
   * @param claims as the department gave them, without derived ones
   * @param person the ID number of the one whose document it is
   */
  of(type: DocumentType, claims: Claims, person: string | null = null): RecordDigest {
    const key = type.naturalKey.map((name) => claims[name]);
    return {
      naturalKey: this.#digest(`key\n${type.id}\n${canonicalJson(key)}`),
      claimsDigest: this.#digest(`claims\n${type.id}\n${canonicalJson(claims)}`),
      personKey: person === null ? null : this.person(person),
    };
  }

  /** The key under which all documents of a person are found. @param idNumber as GB 11643 writes it */
  person(idNumber: string): Buffer {
    return this.#digest(`person\n${idNumber}`);
  }

  #digest(text: string): Buffer {
    return createHmac("sha256", this.#secret)
      .update(text, "utf8")
      .digest()
      .subarray(0, digestBytes);
  }
}

import { createHmac } from "node:crypto";
import type { OperationName } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import type { DigestSecret, DigestSecrets } from "./DigestGenerations.ts";
import type { RequestDigest } from "./IssuedDocument.ts";

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
  readonly #secrets: DigestSecrets;

  constructor(secrets: DigestSecrets) {
    this.#secrets = secrets;
  }

  /** A request that was remembered under another secret than the newest is compared under that one. */
  of(request: KeyedRequest): RequestDigest {
    return {
      newest: () => {
        const { newest } = this.#secrets.live;
        return { generation: newest.generation, digest: toDigest(newest, request) };
      },
      equals: (generation, digest) => this.#equals(request, generation, digest),
    };
  }

  async #equals(request: KeyedRequest, generation: number, digest: Uint8Array): Promise<boolean> {
    const find = () => this.#secrets.live.all.find((each) => each.generation === generation);
    if (find() === undefined) await this.#secrets.refresh();
    const secret = find();
    return secret !== undefined && toDigest(secret, request).equals(digest);
  }
}

const toDigest = (
  { secret }: DigestSecret,
  { operation, document, bodyDigest }: KeyedRequest,
): Buffer =>
  createHmac("sha256", secret)
    .update(`${operation}\n${document ?? ""}\n`, "utf8")
    .update(bodyDigest)
    .digest();

import type { Transaction } from "../platform/database/Transaction.ts";
import type { DocumentDraft } from "./DocumentDraft.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import { keyOfAnother } from "./errors.ts";
import type { IdempotencyKey, Issued, IssuedDocument, IssueOptions } from "./IssuedDocument.ts";
import type { RememberedRequest } from "./idempotencyKeys.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";

/** Requests to issue: one that comes again with its idempotency key is answered as it was, and not done again. */
export class IdempotentRequests {
  readonly #store: PgDocumentStore;
  readonly #reader: DocumentReader;

  constructor(options: { store: PgDocumentStore; reader: DocumentReader }) {
    this.#store = options.store;
    this.#reader = options.reader;
  }

  /**
   * The answer that the key stands for; null when it is not known, or none came. It came with another request:
   * `Conflict` `idempotency.mismatch`.
   */
  async replay({ idempotency }: IssueOptions): Promise<Issued | null> {
    const remembered = idempotency && (await this.#store.recall(idempotency));
    return remembered ? this.#answer(remembered, idempotency) : null;
  }

  /** Stores in one transaction, unless another request with the same key was faster. Errors as `replay`. */
  async commit(
    draft: DocumentDraft,
    { idempotency }: IssueOptions,
    write: (tx: Transaction) => Promise<void>,
  ): Promise<Issued> {
    const remembered = await this.#store.transaction(async (tx) => {
      const known = idempotency && (await this.#store.remember(tx, idempotency, draft.id));
      if (!known) await write(tx);
      return known ?? null;
    });
    if (remembered && idempotency) return this.#answer(remembered, idempotency);
    return { document: await this.#reader.get(draft.id), replay: false };
  }

  async #answer(remembered: RememberedRequest, idempotency: IdempotencyKey): Promise<Issued> {
    const document = await this.#reader.get(remembered.document);
    const isSame = remembered.keyed
      ? await idempotency.request.equals(remembered.generation, remembered.digest)
      : wasSame(remembered, document, idempotency.former);
    if (!isSame) throw keyOfAnother();
    return { document, replay: true };
  }
}

/** A row from before migration 0064 has the body's digest; the document that came of it tells what it was about. */
const wasSame = (
  { digest }: RememberedRequest,
  { replaces }: IssuedDocument,
  former: IdempotencyKey["former"],
): boolean =>
  former !== undefined && digest.equals(former.bodyDigest) && replaces === former.document;

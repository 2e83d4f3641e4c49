import { Conflict, ServiceError, Unavailable } from "../platform/errors.ts";

/**
 * Documents were named with a secret that their stream does not use any more. Seldom, and over at the next try, so a
 * caller who sees it is asked to try again.
 */
export class StaleDigests extends Unavailable {
  constructor() {
    super("digests.stale", "The secret of digests is being changed; try again.");
  }
}

/** Something that a fast statement asks for is not so: the transaction is over, and the slow way says what it is. */
export class RecordTaken extends Error {}

type ContentBrokenCode =
  /** Another document's key or place, or altered bytes. */
  "document.content_broken";

/** What a document says does not open. */
export class ContentBroken extends ServiceError<ContentBrokenCode> {
  constructor(document: string) {
    const message = "What the document says does not open with its key.";
    super(500, "document.content_broken", message, { document });
  }
}

type ErasedCode =
  /** Its key was destroyed at somebody's request: what it said is gone for good. */
  "document.erased";

/** The document was erased. HTTP 410. */
export class Erased extends ServiceError<ErasedCode> {
  constructor(document: string) {
    super(410, "document.erased", "What the document said was erased.", { document });
  }
}

/** An idempotency key that stands for another request: `Conflict` `idempotency.mismatch`. */
export const keyOfAnother = () =>
  new Conflict("idempotency.mismatch", "This key came with another request before.");

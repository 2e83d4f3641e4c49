import { ServiceError } from "../platform/errors.ts";

type SealBrokenCode =
  /** Another secret than the one that it was sealed with, or altered bytes. */
  "sealed_key.seal_broken";

/** A sealed key does not open. */
export class SealBroken extends ServiceError<SealBrokenCode> {
  constructor(name: string) {
    const message = `The key ${name} does not open with this secret.`;
    super(500, "sealed_key.seal_broken", message, { name });
  }
}

type WrapBrokenCode =
  /** Wrapped with the key of another authority, or altered bytes. */
  "document_key.broken";

/** The key of a document does not open with its authority's. */
export class WrapBroken extends ServiceError<WrapBrokenCode> {
  constructor(authority: string) {
    const message = "The key of a document does not open with its authority's key.";
    super(500, "document_key.broken", message, { authority });
  }
}

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

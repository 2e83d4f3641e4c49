import { Unavailable } from "../platform/errors.ts";

/**
 * Documents were named with a secret that their stream does not use any more. Seldom, and over at the next try, so a
 * caller who sees it is asked to try again.
 */
export class StaleDigests extends Unavailable {
  constructor() {
    super("digests.stale", "The secret of digests is being changed; try again.");
  }
}

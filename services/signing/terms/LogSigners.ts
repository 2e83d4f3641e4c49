import type { NoteSigner } from "@sello/sdk/log";
import { openNoteKey } from "../openNoteKey.ts";
import type { SealedKeys } from "../SealedKeys.ts";
import type { NetworkTerms } from "./NetworkTerms.ts";
import { isInUse } from "./Terms.ts";

/** The keys that sign a log's checkpoints. */
export interface LogSigners {
  /** Those in use now, the one that began last first. */
  current(): Promise<readonly NoteSigner[]>;
}

/** Sealed keys of a log, as the terms name them. */
export class SealedLogSigners implements LogSigners {
  readonly #terms: Pick<NetworkTerms, "current">;
  readonly #keys: SealedKeys;
  readonly #origin: string;

  constructor(terms: Pick<NetworkTerms, "current">, keys: SealedKeys, origin: string) {
    this.#terms = terms;
    this.#keys = keys;
    this.#origin = origin;
  }

  current(): Promise<readonly NoteSigner[]> {
    const origin = this.#origin;
    const terms = this.#terms.current.logKeys.filter((term) => term.origin === origin);
    return Promise.all(
      terms
        .filter(isInUse)
        .toReversed()
        .map(({ sealed }) => openNoteKey(this.#keys, origin, sealed)),
    );
  }
}

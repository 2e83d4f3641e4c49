import { parseVerifierKey } from "@sello/sdk/log";
import { openNoteKey } from "../openNoteKey.ts";
import type { SealedKeys } from "../SealedKeys.ts";
import type { SealedNoteSigner } from "../toNoteSigner.ts";
import type { NetworkTerms } from "./NetworkTerms.ts";
import type { SignerTerm } from "./Terms.ts";

/** A signer of trust lists, with its term and its key. */
export type OpenedSigner = { readonly term: SignerTerm; readonly signer: SealedNoteSigner };

/** Those who sign trust lists, and those who did: a list that drops a signer is signed by it still. */
export class TrustSigners {
  readonly #terms: Pick<NetworkTerms, "current">;
  readonly #keys: SealedKeys;

  constructor(terms: Pick<NetworkTerms, "current">, keys: SealedKeys) {
    this.#terms = terms;
    this.#keys = keys;
  }

  all(): Promise<readonly OpenedSigner[]> {
    return Promise.all(
      this.#terms.current.signers.map(async (term) => ({
        term,
        signer: await openNoteKey(this.#keys, parseVerifierKey(term.key).name, term.sealed),
      })),
    );
  }
}

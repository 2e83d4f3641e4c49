import { type NoteSignature, type NoteSigner, parseVerifierKey, signNote } from "@sello/sdk/log";
import { openNoteKey } from "../openNoteKey.ts";
import type { SealedKeys } from "../SealedKeys.ts";
import type { SealedNoteSigner } from "../toNoteSigner.ts";
import type { NetworkTerms } from "./NetworkTerms.ts";
import type { SignerTerm } from "./Terms.ts";

/**
 * Keys of trust-list signers that are sealed among the service's own: of a network whose offices have none of theirs.
 * Those who sign, and those who did: a list that drops a signer is signed by it still.
 */
export class TrustSigners {
  readonly #terms: Pick<NetworkTerms, "current">;
  readonly #keys: SealedKeys;

  constructor(terms: Pick<NetworkTerms, "current">, keys: SealedKeys) {
    this.#terms = terms;
    this.#keys = keys;
  }

  /** Those whose keys are here. */
  get held(): readonly SignerTerm[] {
    return this.#terms.current.signers.filter(({ sealed }) => sealed !== null);
  }

  /** @returns null when the key is not here */
  async find(vkey: string): Promise<NoteSigner | null> {
    const term = this.held.find(({ key }) => key === vkey);
    return term?.sealed ? this.make(parseVerifierKey(vkey).name, term.sealed) : null;
  }

  /** @param vkeys of which those that are here sign */
  async sign(text: string, vkeys: readonly string[]): Promise<readonly NoteSignature[]> {
    const found = await Promise.all(vkeys.map((vkey) => this.find(vkey)));
    const signers = found.filter((signer) => signer !== null);
    return (await signNote(text, signers)).signatures;
  }

  /** A key of this name, made if missing. */
  make(name: string, sealed: string): Promise<SealedNoteSigner> {
    return openNoteKey(this.#keys, name, sealed);
  }
}

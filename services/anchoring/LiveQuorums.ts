import { parseVerifierKey, type VerifierKey } from "@sello/sdk/log";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import { isInUse, isOpen } from "../signing/terms/Terms.ts";
import { toWitnessQuorums, type WitnessQuorum, type WitnessQuorums } from "./WitnessQuorum.ts";

type Read = {
  readonly revision: number;
  readonly keys: readonly VerifierKey[];
  readonly quorums: WitnessQuorums;
};

/**
 * Whose cosignatures count, as the terms say it now. While old and new witnesses are in office side by side, all count
 * and all are shown, so that proofs have the quorum under the trust list of before and under the new one.
 */
export class LiveQuorums implements WitnessQuorums {
  readonly classical: WitnessQuorum;
  /** The classical one, with every key that there is shown. */
  readonly all: WitnessQuorum;
  readonly #terms: Pick<NetworkTerms, "current">;
  readonly #postQuantum: WitnessQuorum;
  #read: Read | null = null;

  constructor(terms: Pick<NetworkTerms, "current">) {
    this.#terms = terms;
    this.classical = toLive(() => this.#quorums.classical);
    this.all = toLive(() => ({ ...this.#quorums.classical, shown: this.#now().keys }));
    this.#postQuantum = toLive(() => this.#quorums.postQuantum ?? this.#quorums.classical);
  }

  get postQuantum(): WitnessQuorum | null {
    return this.#quorums.postQuantum === null ? null : this.#postQuantum;
  }

  get #quorums(): WitnessQuorums {
    return this.#now().quorums;
  }

  #now(): Read {
    const { revision } = this.#terms.current;
    if (this.#read?.revision !== revision) {
      const { witnessKeys, quorums } = this.#terms.current;
      const keys = witnessKeys.filter(isInUse).map(({ key }) => parseVerifierKey(key));
      const needed = quorums.find(isOpen)?.needed ?? 0;
      this.#read = { revision, keys, quorums: toWitnessQuorums(keys, needed) };
    }
    return this.#read;
  }
}

/** Its members are read again each time. */
const toLive = (read: () => WitnessQuorum): WitnessQuorum => ({
  get counted(): readonly VerifierKey[] {
    return read().counted;
  },
  get quorum(): number {
    return read().quorum;
  },
  get shown(): readonly VerifierKey[] {
    return read().shown;
  },
});

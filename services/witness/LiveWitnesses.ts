import { parseVerifierKey } from "@sello/sdk/log";
import type { ConsistencyTo, CosignatureSource } from "../anchoring/CosignatureSource.ts";
import type { Cosignature, SignedCheckpoint } from "../anchoring/SignedCheckpoint.ts";
import type { WitnessStanding } from "../anchoring/WitnessStanding.ts";
import type { Logger } from "../platform/Logger.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import { isInUse, type WitnessKeyTerm } from "../signing/terms/Terms.ts";
import { HttpWitnesses, type WitnessAddress } from "./HttpWitnesses.ts";

/** The witnesses that are in office now, wherever they are asked. */
export class LiveWitnesses implements CosignatureSource, WitnessStanding {
  readonly #terms: Pick<NetworkTerms, "current">;
  readonly #logger: Logger;
  #made: { readonly revision: number; readonly witnesses: HttpWitnesses } | null = null;

  constructor(terms: Pick<NetworkTerms, "current">, logger: Logger) {
    this.#terms = terms;
    this.#logger = logger;
  }

  cosign(
    checkpoint: SignedCheckpoint,
    consistency: ConsistencyTo,
    signal: AbortSignal,
  ): AsyncIterable<Cosignature> {
    return this.#witnesses().cosign(checkpoint, consistency, signal);
  }

  standing(emptyCheckpoint: string, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    return this.#witnesses().standing(emptyCheckpoint, signal);
  }

  #witnesses(): HttpWitnesses {
    const { revision, witnessKeys } = this.#terms.current;
    if (this.#made?.revision !== revision) {
      const witnesses = new HttpWitnesses(toAddresses(witnessKeys.filter(isInUse)), this.#logger);
      this.#made = { revision, witnesses };
    }
    return this.#made.witnesses;
  }
}

/** One address for each place that is asked, with all keys that are there; one without a place is not asked. */
export function toAddresses(terms: readonly WitnessKeyTerm[]): WitnessAddress[] {
  const byUrl = Map.groupBy(terms, ({ url }) => url);
  return [...byUrl].flatMap(([url, at]) => {
    const [first, ...others] = at.map(({ key }) => parseVerifierKey(key));
    return url === null || !first ? [] : [{ keys: [first, ...others] as const, url }];
  });
}

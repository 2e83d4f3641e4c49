import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import type { NewWitness, WitnessOpener } from "../turnover/kinds/WitnessTurnover.ts";
import type { DemoWitnesses } from "./DemoWitnesses.ts";

/** Opens another witness of a demo centre beside the one that is to end: `futian-2.…` for `futian.…`. */
export class DemoWitnessOpener implements WitnessOpener {
  readonly #demo: Pick<DemoWitnesses, "open">;
  readonly #terms: Pick<NetworkTerms, "current">;

  constructor(demo: Pick<DemoWitnesses, "open">, terms: Pick<NetworkTerms, "current">) {
    this.#demo = demo;
    this.#terms = terms;
  }

  async renew(names: readonly string[]): Promise<readonly NewWitness[]> {
    const taken = new Set(this.#terms.current.witnessKeys.map(({ name }) => name));
    const wanted = names.map((name) => freeName(name, taken));
    const opened = await this.#demo.open(wanted);
    return opened.filter(({ name }) => wanted.includes(name));
  }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const [, base = name, rest = ""] = /^([^.]*?)(?:-\d+)?(\..*)$/.exec(name) ?? [];
  for (let number = 2; ; number += 1) {
    const next = `${base}-${number}${rest}`;
    if (!taken.has(next)) return next;
  }
}

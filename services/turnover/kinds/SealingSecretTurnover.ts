import { KeySealer } from "../../signing/KeySealer.ts";
import type { PgSealedKeyStore } from "../../signing/PgSealedKeyStore.ts";
import type { SealingKeyFile } from "../../signing/SealingKeyFile.ts";
import { advancePhases, next, type Phase, type PhaseResult } from "../Phases.ts";
import type { JsonObject, Progress, Turnover, TurnoverKind } from "../Turnover.ts";

export type SealingSecretTurnoverOptions = {
  readonly file: Pick<SealingKeyFile, "read" | "addNew" | "keepLast">;
  readonly store: Pick<PgSealedKeyStore, "oldest" | "resealAll">;
};

const lookMs = 2_000;

/**
 * Another secret that seals the private keys. Its file holds both while it lasts, so that the keys open whenever a
 * process is killed; all keys are opened and sealed again in one transaction.
 */
export class SealingSecretTurnover implements TurnoverKind<"sealing-secret"> {
  readonly name = "sealing-secret";
  readonly of = "city";
  readonly #options: SealingSecretTurnoverOptions;
  readonly #phases: readonly Phase[];

  constructor(options: SealingSecretTurnoverOptions) {
    this.#options = options;
    this.#phases = [
      { name: "key-file", run: (data) => this.#add(data) },
      { name: "reseal", run: (data) => this.#reseal(data) },
      { name: "key-file-last", run: (data) => this.#forget(data) },
    ];
  }

  async begin(): Promise<JsonObject> {
    return { generation: ((await this.#options.store.oldest())?.generation ?? 0) + 1 };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  async #add(data: JsonObject): Promise<PhaseResult> {
    const { file } = this.#options;
    if (file.read().length > 1 || file.addNew()) return next;
    return byHand("key-file", data);
  }

  async #reseal({ generation }: JsonObject): Promise<PhaseResult> {
    const { file, store } = this.#options;
    const oldest = await store.oldest();
    if (oldest === null || (oldest.generation ?? 0) >= Number(generation)) return next;
    const [last = "", ...others] = file.read().toReversed();
    const opening = await findOpening(others, oldest);
    await store.resealAll(Number(generation), opening, new KeySealer(last, null));
    return next;
  }

  async #forget(data: JsonObject): Promise<PhaseResult> {
    const { file } = this.#options;
    if (file.read().length === 1 || file.keepLast()) return next;
    return byHand("key-file-last", data);
  }
}

/** The file is where the program may only read it: the operator writes it. */
const byHand = (step: string, data: JsonObject): PhaseResult => ({
  progress: { state: "waiting", step: `${step}-by-hand`, data, waitMs: lookMs },
});

async function findOpening(
  secrets: readonly string[],
  oldest: { readonly name: string; readonly sealed: Uint8Array },
): Promise<KeySealer> {
  let broken: unknown = new Error("The sealing key's file has lost the old secret.");
  for (const secret of secrets) {
    const sealer = new KeySealer(secret, oldest.sealed);
    const opened = await sealer.open(oldest.name, oldest.sealed).catch((error: unknown) => {
      broken = error;
      return null;
    });
    opened?.fill(0);
    if (opened) return sealer;
  }
  throw broken;
}

import { setTimeout as delay } from "node:timers/promises";
import { startExternalChain } from "../../test/program/startExternalChain.ts";
import type { Client } from "./Client.ts";

/** Where the network moves to in the middle of the kills. */
export type MigrationTarget = "other-chain" | "same-chain";

export type MigrationOptions = {
  readonly target: MigrationTarget;
  readonly client: Client;
  /** API key of the city's administration. */
  readonly secret: string;
  readonly violate: (what: string) => void;
};

type ExternalChain = Awaited<ReturnType<typeof startExternalChain>>;
type TurnoverView = { readonly kind: string; readonly state: string; readonly step: string };

const otherChainId = 4_242;
const pollMs = 250;
const doneMsMax = 300_000;
/** A node that others run is not ours to kill: for this long, it does not answer. */
const silenceMs = 2_000;

/** Begins a migration over the API, and watches it until it is done. */
export class Migration {
  readonly #options: MigrationOptions;
  readonly #external: ExternalChain | null;
  #state: "none" | "under way" | "over" = "none";
  /** Steps that were seen, in their order. */
  readonly steps = new Set<string>();

  static async prepare(options: MigrationOptions): Promise<Migration> {
    const isOther = options.target === "other-chain";
    return new Migration(options, isOther ? await startExternalChain(otherChainId) : null);
  }

  private constructor(options: MigrationOptions, external: ExternalChain | null) {
    this.#options = options;
    this.#external = external;
  }

  /** Where the chain answers that the network moves to; null when it stays on its own. */
  get chainUrl(): string | null {
    return this.#external?.url ?? null;
  }

  get isUnderWay(): boolean {
    return this.#state === "under way";
  }

  /** Whether the chain that the program runs is not needed any more. */
  get hasLeftChain(): boolean {
    return this.#state === "over" && this.#external !== null;
  }

  /** Resolves when it is done, or has failed. */
  async run(): Promise<void> {
    const { client, secret, violate } = this.#options;
    const where = this.#external && { chainId: otherChainId, rpcUrl: this.#external.url };
    this.#state = "under way";
    const begun = await client.ask("/v1/turnovers", secret, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ kind: "migration", ...where }),
    });
    // Refused as one is under way: by us, when the answer to that got lost.
    const isBegun = begun?.status === 202 || begun?.body.includes("turnover.under_way");
    if (begun && !isBegun)
      violate(`the migration was refused: ${begun.status} ${begun.body.slice(0, 300)}`);
    else await this.#untilDone();
    this.#state = "over";
  }

  async #untilDone(): Promise<void> {
    const { client, secret, violate } = this.#options;
    const deadline = performance.now() + doneMsMax;
    for (;;) {
      const answer = await client.ask("/v1/turnovers", secret);
      const { turnovers } = JSON.parse(answer?.body ?? "{}") as { turnovers?: TurnoverView[] };
      const found = turnovers?.find(({ kind }) => kind === "migration");
      if (found) this.steps.add(found.step);
      if (found?.state === "done") return;
      if (found?.state === "failed") return violate(`the migration failed: ${answer?.body}`);
      if (performance.now() > deadline) return violate(`the migration is not done: ${found?.step}`);
      await delay(pollMs);
    }
  }

  /** The other chain's node stops answering for a while. */
  async silenceChain(): Promise<void> {
    await this.#external?.pause(silenceMs);
  }

  async dispose(): Promise<void> {
    await this.#external?.stop();
  }
}

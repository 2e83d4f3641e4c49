import type { RequestListener } from "node:http";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import { limits } from "../platform/limits.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { Base } from "./Base.ts";
import { type Composed, composeProgram } from "./composeProgram.ts";
import { neededChains } from "./neededChains.ts";

/**
 * The program while it runs. When another deployment takes part, or is open from now on, all that was made for the
 * former row of them is made again; requests are answered by the former meanwhile. Each process sees that for itself.
 */
export class RunningProgram {
  readonly #base: Base;
  /** Looks whether the deployments are still those that the program was composed for. */
  readonly loop: SteadyLoop;
  #composed: Composed;
  #row: string;

  private constructor(base: Base, composed: Composed, row: string) {
    this.#base = base;
    this.#composed = composed;
    this.#row = row;
    this.loop = new SteadyLoop({
      name: "deployments",
      step: async () => {
        await this.#follow();
        return limits.deploymentsLookMs;
      },
      wakeOn: (wake) => base.session.listen("sello_deployments", wake),
      logger: base.logger,
    });
  }

  static async compose(base: Base): Promise<RunningProgram> {
    const composed = await composeProgram(base);
    const program = new RunningProgram(base, composed, await describeRow(base));
    base.endings.add(() => program.#stopLoops());
    return program;
  }

  get composed(): Composed {
    return this.#composed;
  }

  readonly listener: RequestListener = (request, response) => {
    this.#composed.app.express(request, response);
  };

  /** Of the socket. */
  readonly insideListener: RequestListener = (request, response) => {
    this.#composed.inside(request, response);
  };

  startLoops(): void {
    if (!this.#base.config.roles.includes("worker")) return;
    for (const loop of this.#composed.loops) loop.start();
  }

  async #stopLoops(): Promise<void> {
    await Promise.all(this.#composed.loops.map((loop: Loop) => loop.stop()));
  }

  async #follow(): Promise<void> {
    const row = await describeRow(this.#base);
    if (row === this.#row) return;
    const before = this.#composed;
    const next = await composeProgram(this.#base, before.terms);
    await this.#stopLoops();
    this.#composed = next;
    this.#row = row;
    this.startLoops();
    before.app.endEventStreams();
    await this.#base.chains.closeOthers(next.network.chains);
    const open = next.network.open.deployment.id;
    this.#base.logger.info({ open }, "composed for the deployments that there are now");
  }
}

/** The deployments, and the chains that are needed for them: one may be needed for a moment after it was left. */
async function describeRow({ database }: Base): Promise<string> {
  const row = await new PgDeployments(database).row();
  return `${row} on ${[...(await neededChains(database))].join()}`;
}

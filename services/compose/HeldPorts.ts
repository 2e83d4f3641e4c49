import { join } from "node:path";
import { endLeftover } from "../../dev/chain/leftover.ts";
import type { Config } from "../platform/config.ts";
import { holdPort, isPortFree, portTaken } from "../platform/ports.ts";
import type { Endings } from "./Endings.ts";

export const chainDirectory = ({ dataDirectory }: Config): string => join(dataDirectory, "chain");

/** The ports that the settings name, looked after from the first moment of a start. */
export class HeldPorts {
  #release: (() => Promise<void>) | null;

  private constructor(release: () => Promise<void>) {
    this.#release = release;
  }

  /** Throws `StartError` when one is not to be had. */
  static async take(config: Config, endings: Endings): Promise<HeldPorts> {
    const held = new HeldPorts(await holdPort(config.host, config.port));
    endings.add(() => held.release());
    const { chainPort, chainUrls } = config;
    if (chainPort !== null && chainUrls === null && !(await isPortFree(chainPort))) {
      // A node that an earlier version left behind, which listened there itself.
      await endLeftover(chainDirectory(config));
      if (!(await isPortFree(chainPort))) throw portTaken(chainPort, "SELLO_CHAIN_PORT");
    }
    return held;
  }

  /** Gives the API's port to who really listens there. Safe to call twice. */
  async release(): Promise<void> {
    const release = this.#release;
    this.#release = null;
    await release?.();
  }
}

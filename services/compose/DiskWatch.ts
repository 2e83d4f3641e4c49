import { join } from "node:path";
import { clusterOf } from "../../dev/postgres/clusterPlace.ts";
import { freeBytes } from "../platform/freeBytes.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import { announce } from "./announce.ts";
import { toMib } from "./DataFolder.ts";

export type DiskWatchOptions = { readonly dataDirectory: string; readonly logger: Logger };

/** Says when the disk of the embedded parts is about to be full, and when there is room again. */
export class DiskWatch {
  readonly loop: SteadyLoop;
  readonly #options: DiskWatchOptions;
  #low = false;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
    this.loop = new SteadyLoop({
      name: "disk watch",
      step: async () => {
        this.#look();
        return limits.diskWatchMs;
      },
      retryMs: limits.diskWatchMs,
      logger: options.logger,
    });
  }

  #look(): void {
    const { dataDirectory, logger } = this.#options;
    const paths = [dataDirectory, clusterOf(join(dataDirectory, "postgres"))];
    const [path, free] = paths
      .map((each) => [each, freeBytes(each)] as const)
      .reduce((least, each) => (each[1] < least[1] ? each : least));
    const low = free < limits.diskLowBytes;
    if (low === this.#low) return;
    this.#low = low;
    const data = { path, freeMib: toMib(free) };
    const code = low ? "disk.low" : "disk.enough";
    logger.warn({ code, ...data }, low ? "the disk is nearly full" : "the disk has room again");
    announce({ kind: "notice", code, data });
  }
}

import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { clusterOf } from "../../dev/postgres/clusterPlace.ts";
import { freeBytes } from "../platform/freeBytes.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import { toReason } from "../platform/toReason.ts";
import { announce } from "./announce.ts";
import { toMib } from "./DataFolder.ts";

export type DiskWatchOptions = { readonly dataDirectory: string; readonly logger: Logger };

/** Says when the disk of the embedded parts is about to be full, and when there is room again. */
export class DiskWatch implements Loop {
  readonly name = "disk watch";
  readonly #options: DiskWatchOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;
  #low = false;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        this.#look();
      } catch (error) {
        this.#options.logger.warn({ reason: toReason(error) }, "the disk could not be looked at");
      }
      await delay(limits.diskWatchMs, undefined, { signal, ref: false }).catch(() => {});
    }
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

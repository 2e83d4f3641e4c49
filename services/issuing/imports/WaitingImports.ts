import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { PgImportStore } from "./PgImportStore.ts";

/** Imports that wait because their key's day is used up go on when there is room again. */
export class WaitingImports {
  readonly loop: SteadyLoop;

  constructor(options: { imports: Pick<PgImportStore, "resumeWaiting">; logger: Logger }) {
    const { imports, logger } = options;
    const step = async () => {
      const resumed = await imports.resumeWaiting();
      if (resumed > 0) logger.info({ resumed }, "imports go on that waited for a day's limit");
      return limits.waitingImportsMs;
    };
    this.loop = new SteadyLoop({ name: "waiting-imports", step, logger });
  }
}

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CliError } from "./CliError.ts";
import { dataDirectory, readWhole, writeWhole } from "./files.ts";
import { isServiceAlive } from "./isServiceAlive.ts";
import type { RunningServer } from "./server.ts";

type Running = RunningServer & { readonly pid: number };

const file = (): string => join(dataDirectory(), "run.json");

/** What `./sello up` leaves for the other commands while its service runs. */
export const runFile = {
  write(running: Running): void {
    writeWhole(file(), JSON.stringify(running));
  },

  /** Takes away what was left for this service; another's stays. */
  remove(pid: number | undefined): void {
    if (readWhole<Running>(file())?.pid === pid) rmSync(file(), { force: true });
  },

  /** A service of a version before locks does not keep us out by itself. */
  refuseUnlocked(): void {
    if (existsSync(join(dataDirectory(), "service.lock"))) return;
    const running = readWhole<Running>(file());
    if (running && isServiceAlive(running.pid))
      throw new CliError(`Sello is already running at ${running.url} (process ${running.pid}).`);
  },
};

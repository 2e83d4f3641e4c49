import { NotFound } from "../platform/errors.ts";
import type { LogReader } from "./LogReader.ts";

/** All logs of the network: the open one, and those that it continues, which are read like it. */
export class Logs {
  readonly #byOrigin: ReadonlyMap<string, LogReader>;
  readonly #open: LogReader;

  constructor(open: LogReader, sealed: readonly LogReader[] = []) {
    this.#open = open;
    this.#byOrigin = new Map([...sealed, open].map((log) => [log.origin, log]));
  }

  /**
   * One that is not there: `NotFound` `log.unknown`.
   * @param origin first line of the log's checkpoints; absent for the open log
   */
  of(origin?: string): LogReader {
    const log = origin === undefined ? this.#open : this.#byOrigin.get(origin);
    if (log !== undefined) return log;
    throw new NotFound("log.unknown", "The network has no log of this origin.", { log: origin });
  }
}

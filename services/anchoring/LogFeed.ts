import { setTimeout as sleep } from "node:timers/promises";
import { formatNote, isPostQuantumSignature, parseNote } from "@sello/sdk/log";
import { limits } from "../platform/limits.ts";
import type { LogReader } from "./LogReader.ts";
import type { Logs } from "./Logs.ts";

type CheckpointEvent = {
  readonly event: "checkpoint";
  readonly data: { readonly note: string };
};

/**
 * Tells those who follow the log of each new checkpoint. However many follow, the log is looked at once in
 * `limits.logWatchMs`, and not at all when nobody does.
 */
export class LogFeed {
  readonly #log: Pick<LogReader, "checkpoint">;
  #look: Promise<string | null> | null = null;

  constructor(log: Pick<LogReader, "checkpoint">) {
    this.#log = log;
  }

  async *follow(signal: AbortSignal): AsyncGenerator<CheckpointEvent> {
    let sent: string | null = null;
    while (!signal.aborted) {
      const note = await this.#newest();
      if (note !== null && note !== sent) {
        sent = note;
        yield { event: "checkpoint", data: { note } };
      }
      await sleep(limits.logWatchMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Shared by all followers; a database that is away is asked again at the next look. */
  #newest(): Promise<string | null> {
    this.#look ??= this.#log
      .checkpoint()
      .then((note) => note && withoutPostQuantum(note))
      .catch(() => null)
      .finally(() => {
        setTimeout(() => {
          this.#look = null;
        }, limits.logWatchMs / 2).unref();
      });
    return this.#look;
  }
}

/** A feed for each log that somebody follows. */
export class LogFeeds {
  readonly #logs: Pick<Logs, "of">;
  readonly #feeds = new Map<string, LogFeed>();

  constructor(logs: Pick<Logs, "of">) {
    this.#logs = logs;
  }

  /** Throws as `Logs.of`. */
  of(origin: string | undefined): LogFeed {
    const log = this.#logs.of(origin);
    const feed = this.#feeds.get(log.origin) ?? new LogFeed(log);
    this.#feeds.set(log.origin, feed);
    return feed;
  }
}

/** A checkpoint is sent again to many as cosignatures come: not with lines that are twenty times as long. */
function withoutPostQuantum(text: string): string {
  const note = parseNote(text);
  const signatures = note.signatures.filter((line) => !isPostQuantumSignature(line));
  return formatNote({ ...note, signatures });
}

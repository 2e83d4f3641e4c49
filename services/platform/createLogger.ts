import { isMainThread } from "node:worker_threads";
import { pino } from "pino";
import type { Logger } from "./Logger.ts";

/** Bytes of lines that may wait for a reader that does not read; what comes after them is dropped. */
const backlogBytes = 8_388_608;

/**
 * JSON lines on standard output, each with its time and nothing of the machine. Written behind the event loop, those
 * of a moment together: one write for each request would take a tenth of a short one, and a pipe that nobody reads
 * would stop all of them. What waits is written when the process ends, unless it is killed.
 */
export function createLogger(level: string): Logger {
  // Threads end without a word, so theirs are written at once.
  const lines = pino.destination({ dest: 1, sync: !isMainThread, maxLength: backlogBytes });
  // On a full disk nothing can be said, which is no reason to end: what waits is written when there is space.
  lines.on("error", () => {});
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, lines);
}

import { type DestinationStream, pino } from "pino";
import type { Logger } from "../domain/Logger.ts";
import { describeFault } from "./describeFault.ts";

/**
 * Structured logs, one JSON object a line. Errors under `error` or `err` are written without values that
 * somebody sent in.
 */
export function createLogger(
  options: { level?: string; destination?: DestinationStream } = {},
): Logger {
  const settings = {
    level: options.level ?? "info",
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      error: (error: unknown) => (error instanceof Error ? describeFault(error) : error),
      err: (error: unknown) => (error instanceof Error ? describeFault(error) : error),
    },
    // A last defence: nobody should log these, and if somebody does they are not written.
    redact: ["authorization", "secret", "claims", "*.authorization", "*.secret", "*.claims"],
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

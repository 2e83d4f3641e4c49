import { pino } from "pino";
import type { Logger } from "./domain/Logger.ts";

/** JSON lines on standard output, each with its time and nothing of the machine. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });

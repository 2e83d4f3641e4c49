/**
 * Structured logging as pino does it: data first, then a constant message. Data must hold no personal
 * data and no secret: ids, counts, codes, durations.
 */
export interface Logger {
  info(data: Readonly<Record<string, unknown>>, message: string): void;
  warn(data: Readonly<Record<string, unknown>>, message: string): void;
  error(data: Readonly<Record<string, unknown>>, message: string): void;
}

export const silentLogger: Logger = { info() {}, warn() {}, error() {} };

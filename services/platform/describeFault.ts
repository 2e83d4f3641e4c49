/** What may be written to a log about an error. */
export type FaultDescription = {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  /** Where in the program, without the message. */
  readonly frames: readonly string[];
  readonly cause?: FaultDescription;
};

// Messages that the engine writes about our own code. Those of parsers and of the database may quote
// what was sent in, and so a person's data.
const ownMessages = new Set(["TypeError", "ReferenceError", "RangeError", "AssertionError"]);
const framesMax = 12;

/** An error as a log may hold it: no value that somebody sent in. */
export function describeFault(error: unknown, depth = 3): FaultDescription {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, framesMax)
    .map((line) => line.trim());
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    ...(ownMessages.has(error.name) ? { message: error.message } : {}),
    frames,
    ...(error.cause !== undefined && depth > 0
      ? { cause: describeFault(error.cause, depth - 1) }
      : {}),
  };
}

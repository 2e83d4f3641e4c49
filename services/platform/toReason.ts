/** The first line of an error. What follows it may hold a node's address, and with it a password. */
export const toReason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

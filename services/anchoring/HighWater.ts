import type { LogHead } from "./LogStore.ts";

/** The largest log that the key has signed, remembered outside the database, which may be an old copy. */
export interface HighWater {
  /** Null before the first signature. */
  read(): LogHead | null;
  /** Must be on disk when it returns: the signature is made after. */
  raise(head: LogHead): void;
}

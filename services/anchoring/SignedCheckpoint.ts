import type { VerifierKey } from "@sello/sdk/log";
import type { LogHead } from "./AnchoredEntry.ts";

/** A checkpoint as the log key signed it: C2SP signed note with the log's signature alone. */
export type SignedCheckpoint = LogHead & { readonly note: string };

/** A witness's signature line on a checkpoint: `— name base64`, with its newline; and whose it is. */
export type Cosignature = { readonly key: VerifierKey; readonly line: string };

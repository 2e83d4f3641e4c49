import type { Hex } from "@sello/sdk";
import type { LogEntry, VerifierKey } from "@sello/sdk/log";
import type { EvmChainView } from "./EvmChainView.ts";
import type { WitnessedCheckpoint } from "./SqliteWitnessState.ts";

/** A key that a log signs with. */
export type LogKey = {
  readonly key: VerifierKey;
  /** The log's size when the key ended: it signs nothing that is larger. Null: it has not ended. */
  readonly sizeMax: number | null;
};

/** The sealed log that another one follows. */
export type Predecessor = {
  readonly origin: string;
  readonly chainId: number;
  /** Address of its contract `DocumentLog`. */
  readonly log: Hex;
  readonly final: WitnessedCheckpoint;
};

/** A log as a witness knows it: from the trust list that it follows, or from its operator's settings. */
export type WatchedLog = {
  readonly origin: string;
  readonly keys: readonly LogKey[];
  /** The witness's own look at the log's contract. */
  readonly chain: Pick<EvmChainView, "rootAt" | "entryAt">;
  /** Where it ended; null for one that is open. */
  readonly final: WitnessedCheckpoint | null;
  /** Null for the first log of a network. */
  readonly predecessor: Predecessor | null;
};

/** What those who serve a log say of it: nobody has verified it. Every method throws when nobody answers. */
export type ServedLogs = {
  /** The proof that a log of one size continues a smaller one (RFC 9162 §2.1.4). */
  consistency(origin: string, from: number, to: number): Promise<readonly Uint8Array[]>;
  /** The log's first entry, and its path to the root of a size (RFC 9162 §2.1.3). */
  firstEntry(origin: string, size: number): Promise<ServedEntry>;
};

export type ServedEntry = { readonly entry: LogEntry; readonly path: readonly Uint8Array[] };

/** The logs that a witness may cosign for. They change while it runs. */
export type WatchedLogs = {
  readonly served: ServedLogs;
  find(origin: string): WatchedLog | null;
  /** Learns what is newest, if that may have changed; what cannot be learned changes nothing. */
  refresh(): Promise<void>;
};

/** A passkey of a resident. Times are unix seconds. */
export type ResidentPasskey = {
  readonly id: string;
  readonly account: string;
  /** The credential's id. */
  readonly credential: Buffer;
  /** x and y of its P-256 key, 64 bytes. */
  readonly publicKey: Buffer;
  readonly name: string;
  /** Its flag BE: it may be on several devices. */
  readonly synced: boolean;
  readonly signCount: number;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** From when on it is good for copies of identity documents and for adding devices; null: once its code is given. */
  readonly goodFrom: number | null;
  /** The code that it waits for. */
  readonly code: string | null;
};

export type PasskeyState = "needs-code" | "waiting" | "good";

export function stateOf(
  { goodFrom }: Pick<ResidentPasskey, "goodFrom">,
  now: number,
): PasskeyState {
  if (goodFrom === null) return "needs-code";
  return goodFrom <= now ? "good" : "waiting";
}

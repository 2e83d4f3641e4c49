import type { Transaction } from "../platform/database/Transaction.ts";

/** Takes down who did what, in the transaction in which it is done. Codes and counts; no personal data. */
export interface StatusAudit {
  record(
    event: {
      readonly actor: string;
      readonly action: string;
      readonly subject: string;
      readonly data: Readonly<Record<string, unknown>>;
    },
    within: Transaction,
  ): Promise<void>;
}

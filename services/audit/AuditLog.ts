import type { AuthorityId } from "@sello/sdk";
import type { Queryable } from "../platform/database/Transaction.ts";

/** Who did what to what. Ids, codes and counts only: never personal data, never a secret. */
export type AuditEvent = {
  /** `api-key:<uuid>`, `officer:<address>` or `system`. */
  readonly actor: string;
  /** Stable verb, such as `api_key.create`. */
  readonly action: string;
  /** What it was done to, such as `document:<uuid>`. */
  readonly subject: string;
  /** For which authority it is done, whose people may look at it. Null: for none, by the program or at a sign-in. */
  readonly authority: AuthorityId | null;
  readonly data?: Readonly<Record<string, unknown>>;
};

/**
 * The append-only record of privileged acts. An act is recorded before it is done or in its own
 * transaction, so that no act goes unrecorded; a line may therefore stand for an act that then failed.
 */
export interface AuditLog {
  /** @param within the transaction of the act, if it has one here */
  record(event: AuditEvent, within?: Queryable): Promise<void>;
}

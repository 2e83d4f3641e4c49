import type { AuthorityId, DocumentId, Hex } from "@sello/sdk";
import type { RuleSet } from "@sello/sdk/decision";
import type { Queryable } from "../../platform/database/Transaction.ts";

/** A version that decides. */
export type LiveVersion = {
  readonly id: string;
  readonly item: string;
  readonly number: number;
  /** The document in the log that publishes it. */
  readonly document: DocumentId;
  readonly ruleText: string;
  /** Of `ruleText`, in base64url. */
  readonly rulesSha256: string;
  readonly rules: RuleSet;
  /** Whether it is within its term: else a person decides. */
  readonly isInForce: boolean;
};

/** Which rules decide now, and under whose grant. */
export interface LiveRules {
  /**
   * The newest version that is published, in the log, and in force; where none is in force, the newest that was.
   * Null: there never was one. @param now unix seconds
   */
  current(item: string, now: number): Promise<LiveVersion | null>;
  /** A published one, in force or not. Null: no such. */
  byId(id: string): Promise<LiveVersion | null>;
  /**
   * The grant under which it decides at this authority. It may end any moment: the step that is taken under it holds it. Null:
   * nobody gave one, or who gave it may not issue there any more.
   */
  grant(queryable: Queryable, version: LiveVersion, authority: AuthorityId): Promise<string | null>;
  /** The account that gave a grant, lowercase. */
  grantor(id: string): Promise<Hex>;
}

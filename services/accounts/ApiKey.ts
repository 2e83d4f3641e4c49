import type { ApiAction } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";

/** A key of a department's own system, without its secret. */
export type ApiKey = {
  readonly id: string;
  readonly authority: AuthorityId;
  /** Words by which its owner knows it. */
  readonly label: string;
  readonly actions: readonly ApiAction[];
  /** Unix seconds, all of these. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  /** Right to about a minute. */
  readonly lastUsedAt: number | null;
  /** Documents and copies that may be issued with it in a day of the city; null: any number. */
  readonly documentsPerDay: number | null;
  /** Of a key with such a limit: what was issued today, and when today ends; else null. */
  readonly today: { readonly documents: number; readonly endsAt: number } | null;
};

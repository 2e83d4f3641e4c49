import type { AuthorityId } from "@sello/sdk";

/** What a key may be allowed to do. */
export const apiActions = ["issue", "revoke", "import", "read", "administer"] as const;
export type ApiAction = (typeof apiActions)[number];

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
};

/** Who asks: a key that was shown and is good now. */
export type Caller = {
  readonly apiKeyId: string;
  readonly authority: AuthorityId;
  readonly actions: readonly ApiAction[];
};

/** How the audit names a caller. */
export const toActor = (caller: Caller): string => `api-key:${caller.apiKeyId}`;

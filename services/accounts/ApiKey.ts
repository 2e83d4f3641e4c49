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
};

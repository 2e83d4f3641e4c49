import type { ApiAction } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";

/** Who asks: a key that was shown and is good now. */
export type Caller = {
  readonly apiKeyId: string;
  readonly authority: AuthorityId;
  readonly actions: readonly ApiAction[];
};

/** How the audit names a caller. */
export const toActor = (caller: Caller): string => `api-key:${caller.apiKeyId}`;

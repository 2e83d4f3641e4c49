import { acting } from "./acting.ts";

export const sessionKey = ["session"] as const;

/** What anybody may read: the same for every authority that one works for. */
export const publicKey = (view: string, ...rest: readonly unknown[]) => ["all", view, ...rest];

/** What one sees for the authority that is chosen. */
export const ownKey = (view: string, ...rest: readonly unknown[]) => [acting.slug, view, ...rest];

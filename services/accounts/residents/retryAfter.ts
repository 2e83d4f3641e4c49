import type { Counted } from "./PgResidentCounts.ts";

/** The header field that says when a window of counting is over. @param now unix seconds */
export const retryAfter = ({ endsAt }: Pick<Counted, "endsAt">, now: number) => ({
  "retry-after": String(Math.max(1, Math.ceil(endsAt - now))),
});

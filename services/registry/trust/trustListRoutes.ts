import { text } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { TrustLists } from "./TrustLists.ts";

const note = "text/plain; charset=utf-8";

export type TrustListRouteParts = {
  readonly trustLists: Pick<TrustLists, "current" | "byVersion">;
};

export const trustListRoutes = ({ trustLists }: TrustListRouteParts): Route[] => {
  const encoded = encodedOnce();
  return [
    route("getTrustList", {
      handle: async () =>
        text(note, encoded(await trustLists.current()), {
          headers: { "cache-control": "public, max-age=10" },
        }),
    }),
    route("getTrustListVersion", {
      handle: async ({ params }) =>
        text(note, await trustLists.byVersion(params.version), {
          headers: { "cache-control": "public, max-age=31536000, immutable" },
        }),
    }),
  ];
};

/** The note's bytes, made once for each note: it is long, and everybody asks for the same. */
function encodedOnce(): (note: string) => Buffer {
  let last = { note: "", bytes: Buffer.alloc(0) };
  return (given) => {
    if (given !== last.note) last = { note: given, bytes: Buffer.from(given) };
    return last.bytes;
  };
}

import { z } from "zod";
import type { Services } from "../../compose/Services.ts";
import { text } from "../../http/routes/Reply.ts";
import { type AnyRoute, route } from "../../http/routes/Route.ts";
import { integerText } from "../../http/schemas/primitives.ts";

const tag = "trust list";
const note = "text/plain; charset=utf-8";
const content = { "text/plain": "C2SP signed note: `sello-trust-list/1` and a line of JSON." };

/** The note's bytes, made once for each note: it is long, and everybody asks for the same. */
function encodedOnce(): (note: string) => Buffer {
  let last = { note: "", bytes: Buffer.alloc(0) };
  return (given) => {
    if (given !== last.note) last = { note: given, bytes: Buffer.from(given) };
    return last.bytes;
  };
}

export const trustListRoutes = ({ trustLists }: Services): AnyRoute[] => {
  const encoded = encodedOnce();
  return [currentRoute(trustLists, encoded), versionRoute(trustLists)];
};

const currentRoute = (trustLists: Services["trustLists"], encoded: (note: string) => Buffer) =>
  route({
    method: "get",
    path: "/v1/trust-list",
    operation: "getTrustList",
    tag,
    summary: "What a verifier pins: the newest trust list",
    access: "public",
    replies: { 200: { description: "A signed note.", content } },
    handle: async () =>
      text(note, encoded(await trustLists.current()), {
        headers: { "cache-control": "public, max-age=10" },
      }),
  });

const versionRoute = (trustLists: Services["trustLists"]) =>
  route({
    method: "get",
    path: "/v1/trust-lists/{version}",
    operation: "getTrustListVersion",
    tag,
    summary: "The trust list of one version",
    access: "public",
    params: z.object({
      version: integerText({ min: 1, max: 2 ** 31 - 1, description: "Counted from 1." }),
    }),
    replies: { 200: { description: "A signed note.", content } },
    problems: ["trust_list.unknown"],
    handle: async ({ params }) =>
      text(note, await trustLists.byVersion(params.version), {
        headers: { "cache-control": "public, max-age=31536000, immutable" },
      }),
  });

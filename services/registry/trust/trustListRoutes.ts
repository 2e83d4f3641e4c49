import { createHash } from "node:crypto";
import { parseTrustList } from "@sello/sdk";
import { formatAllEntries, formatTlogPolicy } from "@sello/sdk/trust";
import { type Route, route } from "../../http/routes/Route.ts";
import { SharedTexts } from "../../http/routes/SharedTexts.ts";
import { limits } from "../../platform/limits.ts";
import type { Entries } from "./EntryBook.ts";
import type { TrustLists } from "./TrustLists.ts";

const plain = "text/plain; charset=utf-8";
const forEver = "public, max-age=31536000, immutable";
const shortly = "public, max-age=10";

export type TrustListRouteParts = {
  readonly trustLists: Pick<TrustLists, "current" | "byVersion" | "entries" | "find">;
};

export const trustListRoutes = ({ trustLists }: TrustListRouteParts): Route[] => {
  const texts = new SharedTexts();
  const wholes = new SharedTexts(limits.trustWholesCached);
  return [
    route("getTrustList", {
      handle: async (input) => texts.reply(plain, await trustLists.current(), shortly, input),
    }),
    route("getTrustListVersion", {
      handle: async (input) =>
        texts.reply(plain, await trustLists.byVersion(input.params.version), forEver, input),
    }),
    route("getTrustPolicy", {
      handle: async (input) => {
        const { head } = parseTrustList(await trustLists.current());
        return texts.reply(plain, formatTlogPolicy(head), shortly, input);
      },
    }),
    route("findTrustListEntries", {
      handle: async (input) => {
        const { authority = [], documentType = [] } = input.query;
        const asked = { authorities: authority, documentTypes: documentType };
        const found = await trustLists.find(input.params.version, asked);
        return texts.reply("application/json", JSON.stringify(found), forEver, input);
      },
    }),
    route("getTrustListEntries", {
      handle: async (input) => {
        const entries = await trustLists.entries(input.params.version);
        return wholes.replyNamed(plain, toWhole(entries), forEver, input);
      },
    }),
  ];
};

/** Named by the roots of both trees, which say all that is in it. */
function toWhole({ authorities, documentTypes }: Entries) {
  const roots = `${authorities.tree.root} ${documentTypes.tree.root}`;
  return {
    digest: createHash("sha256").update(roots).digest("base64url"),
    text: () => formatAllEntries(authorities.entries, documentTypes.entries),
  };
}

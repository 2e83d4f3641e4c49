import { type Route, route } from "../../http/routes/Route.ts";
import { SharedTexts } from "../../http/routes/SharedTexts.ts";
import type { TrustLists } from "./TrustLists.ts";

const note = "text/plain; charset=utf-8";

export type TrustListRouteParts = {
  readonly trustLists: Pick<TrustLists, "current" | "byVersion">;
};

export const trustListRoutes = ({ trustLists }: TrustListRouteParts): Route[] => {
  const texts = new SharedTexts();
  return [
    route("getTrustList", {
      handle: async (input) =>
        texts.reply(note, await trustLists.current(), "public, max-age=10", input),
    }),
    route("getTrustListVersion", {
      handle: async (input) => {
        const content = await trustLists.byVersion(input.params.version);
        return texts.reply(note, content, "public, max-age=31536000, immutable", input);
      },
    }),
  ];
};

import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { PublicFigures } from "./PublicFigures.ts";

export type FigureRouteParts = { readonly figures: PublicFigures };

export const figureRoutes = ({ figures }: FigureRouteParts): Route[] => [
  route("getFigures", {
    handle: async () => {
      const { documents, logSize } = await figures.current();
      return json({ documents, logSize }, { headers: { "cache-control": "public, max-age=5" } });
    },
  }),
];

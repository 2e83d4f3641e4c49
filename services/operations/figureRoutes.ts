import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { PgPublicFigures } from "./PgPublicFigures.ts";

export type FigureRouteParts = { readonly figures: Pick<PgPublicFigures, "current"> };

export const figureRoutes = ({ figures }: FigureRouteParts): Route[] => [
  route("getFigures", {
    handle: async () => {
      const { documents, logSize } = await figures.current();
      return json({ documents, logSize }, { headers: { "cache-control": "public, max-age=5" } });
    },
  }),
];

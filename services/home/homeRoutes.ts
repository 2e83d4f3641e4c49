import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { Home } from "./Home.ts";

export type HomeRouteParts = { readonly home: Pick<Home, "view"> };

export const homeRoutes = ({ home }: HomeRouteParts): Route[] => [
  route("getHome", { handle: async ({ caller }) => json(await home.view(caller)) }),
];

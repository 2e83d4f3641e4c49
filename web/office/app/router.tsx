import { createBrowserRouter, type RouteObject } from "react-router";
import { RouteFault } from "./RouteFault.tsx";
import { Shell } from "./Shell.tsx";
import { Starting } from "./Starting.tsx";

/** Each page is a file of its own, loaded when it is first opened. */
const page = (
  path: string,
  load: () => Promise<{ readonly Page: React.ComponentType }>,
): RouteObject => ({
  path,
  lazy: async () => ({ Component: (await load()).Page }),
  ErrorBoundary: RouteFault,
});

export const router = createBrowserRouter(
  [
    {
      HydrateFallback: Starting,
      ErrorBoundary: RouteFault,
      children: [
        page("sign-in", () => import("../sign-in/Page.tsx")),
        page("invitation", () => import("../invitation/Page.tsx")),
        {
          Component: Shell,
          children: [
            page("", () => import("../home/Page.tsx")),
            page("issue", () => import("../issue/Page.tsx")),
            page("issue/:type", () => import("../issue/FormPage.tsx")),
            page("imports", () => import("../imports/Page.tsx")),
            page("imports/new", () => import("../imports/new/Page.tsx")),
            page("imports/:id", () => import("../imports/one/Page.tsx")),
            page("applications", () => import("../applications/Page.tsx")),
            page("applications/:id", () => import("../applications/one/Page.tsx")),
            page("desk", () => import("../desk/Page.tsx")),
            page("documents", () => import("../documents/Page.tsx")),
            page("documents/search", () => import("../documents/search/Page.tsx")),
            page("documents/bulk", () => import("../documents/bulk/Page.tsx")),
            page("documents/bulk/:id", () => import("../documents/bulk/OnePage.tsx")),
            page("documents/:id", () => import("../documents/one/Page.tsx")),
            page("documents/:id/revise/:act", () => import("../documents/revise/Page.tsx")),
            page("documents/:id/print", () => import("../documents/print/Page.tsx")),
            page("reach/:kind/:id", () => import("../reach/Page.tsx")),
            page("types", () => import("../types/Page.tsx")),
            page("types/drafts/new", () => import("../types/drafts/NewPage.tsx")),
            page("types/drafts/:id/try", () => import("../types/trial/DraftPage.tsx")),
            page("types/drafts/:id", () => import("../types/drafts/Page.tsx")),
            page("types/:name/try", () => import("../types/trial/Page.tsx")),
            page("rules", () => import("../rules/Page.tsx")),
            page("rules/:id", () => import("../rules/one/Page.tsx")),
            page("rules/:id/try", () => import("../rules/trial/Page.tsx")),
            page("types/:name", () => import("../types/one/Page.tsx")),
            page("authorities", () => import("../authorities/Page.tsx")),
            page("authorities/:slug", () => import("../authorities/one/Page.tsx")),
            page("authorities/:slug/hand-over", () => import("../acts/hand-over/Page.tsx")),
            page("authorities/:slug/acts/:act", () => import("../acts/Page.tsx")),
            page("authorities/:slug/auditors", () => import("../authorities/auditors/Page.tsx")),
            page("accounts/:account/signers", () => import("../acts/signers/Page.tsx")),
            page("acts", () => import("../acts/queue/Page.tsx")),
            page("acts/changes/:id", () => import("../acts/change/Page.tsx")),
            page("acts/:id", () => import("../acts/queue/one/Page.tsx")),
            page("log", () => import("../log/Page.tsx")),
            page("audit", () => import("../audit/Page.tsx")),
            page("hooks", () => import("../hooks/Page.tsx")),
            page("verifiers", () => import("../verifiers/Page.tsx")),
            page("keys", () => import("../keys/Page.tsx")),
            page("invitations", () => import("../invitations/Page.tsx")),
            page("mandates", () => import("../mandates/Page.tsx")),
            page("life", () => import("../life/Page.tsx")),
            page("sessions", () => import("../sessions/Page.tsx")),
            page("*", () => import("./NothingHere.tsx")),
          ],
        },
      ],
    },
  ],
  { basename: "/office" },
);

import type { Session } from "../api/session.ts";
import type { ApplyingRoute } from "../app/route.ts";
import { ApplicationPage } from "./ApplicationPage.tsx";
import { ApplyPage } from "./ApplyPage.tsx";
import { ItemPage } from "./ItemPage.tsx";

type Props = { readonly route: ApplyingRoute; readonly session: Session };

export function ApplyingRoutes({ route, session }: Props) {
  switch (route.page) {
    case "item":
      return <ItemPage slug={route.slug} session={session} />;
    case "application":
      return <ApplicationPage id={route.id} session={session} />;
    default:
      return <ApplyPage session={session} />;
  }
}

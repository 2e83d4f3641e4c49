import type { Session } from "../api/session.ts";
import type { ApplyingRoute } from "../app/route.ts";
import { ApplicationPage } from "./ApplicationPage.tsx";
import { ApplyPage } from "./ApplyPage.tsx";
import { ItemPage } from "./ItemPage.tsx";

type Props = {
  readonly route: ApplyingRoute;
  /** Null: there is no network to ask who is signed in. */
  readonly session: Session | null;
};

export function ApplyingRoutes({ route, session }: Props) {
  if (route.page === "item") return <ItemPage slug={route.slug} session={session} />;
  // What was sent is at the service: without it, there is what was not sent yet.
  if (route.page === "apply" || session === null) return <ApplyPage session={session} />;
  return <ApplicationPage id={route.id} session={session} />;
}

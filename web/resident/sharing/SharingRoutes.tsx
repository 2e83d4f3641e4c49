import type { Session } from "../api/session.ts";
import type { SharingRoute } from "../app/route.ts";
import { RequestPage } from "./RequestPage.tsx";
import { SharePage } from "./SharePage.tsx";
import { SharesPage } from "./SharesPage.tsx";

type Props = {
  readonly route: SharingRoute;
  readonly session: Session;
};

export function SharingRoutes({ route, session }: Props) {
  switch (route.page) {
    case "share":
      return <SharePage id={route.id} session={session} />;
    case "request":
      return <RequestPage id={route.id} session={session} />;
    default:
      return <SharesPage session={session} />;
  }
}

import { useEffect } from "react";
import { keepFresh } from "../api/keepFresh.ts";
import { type End, type Session, signedIn } from "../api/session.ts";
import { DocumentsPage } from "../documents/DocumentsPage.tsx";
import { Loading } from "../parts/Loading.tsx";
import { SignInPage } from "../sign-in/SignInPage.tsx";
import {
  AccountRoutes,
  ApplyingRoutes,
  DevicePage,
  DocumentPage,
  SharingRoutes,
} from "./laterPages.tsx";
import { NothingHere } from "./NothingHere.tsx";
import { PrivacyPage } from "./PrivacyPage.tsx";
import { place, type Route, toRoute } from "./route.ts";
import { Shell } from "./Shell.tsx";
import { useStore } from "./Store.ts";

export function App() {
  const route = toRoute(useStore(place));
  const who = useStore(signedIn);
  if (who.is === "starting")
    return (
      <Shell route={route} session={null}>
        <Loading />
      </Shell>
    );
  const session = who.is === "in" ? who.session : null;
  return (
    <Shell route={route} session={session}>
      {session === null ? (
        <Outside
          route={route}
          end={who.is === "out" ? who.end : null}
          isReached={who.is === "out"}
        />
      ) : (
        <Inside key={session.id + session.level} route={route} session={session} />
      )}
    </Shell>
  );
}

type OutsideProps = {
  readonly route: Route;
  readonly end: End | null;
  readonly isReached: boolean;
};

/** What anybody sees, or who holds a device without network. */
function Outside({ route, end, isReached }: OutsideProps) {
  if (route.page === "privacy") return <PrivacyPage />;
  if (!isReached && (route.page === "apply" || route.page === "item"))
    return <ApplyingRoutes key={JSON.stringify(route)} route={route} session={null} />;
  if (route.page === "device" || !isReached) return <DevicePage session={null} />;
  return <SignInPage end={end} />;
}

function Inside({ route, session }: { readonly route: Route; readonly session: Session }) {
  useEffect(keepFresh, []);
  switch (route.page) {
    case "documents":
      return <DocumentsPage session={session} />;
    case "document":
      return <DocumentPage key={route.id} id={route.id} session={session} />;
    case "share":
    case "shares":
    case "request":
      return <SharingRoutes key={JSON.stringify(route)} route={route} session={session} />;
    case "apply":
    case "item":
    case "application":
      return <ApplyingRoutes key={JSON.stringify(route)} route={route} session={session} />;
    case "device":
      return <DevicePage session={session} />;
    case "account":
      return <AccountRoutes part={null} session={session} />;
    case "accountPart":
      return <AccountRoutes part={route.part} session={session} />;
    case "privacy":
      return <PrivacyPage />;
    default:
      return <NothingHere />;
  }
}

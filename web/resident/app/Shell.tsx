import type { ReactNode } from "react";
import { isReached } from "../api/client.ts";
import { loadSession, type Session } from "../api/session.ts";
import { useWords } from "../words/useWords.ts";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import { Navigation } from "./Navigation.tsx";
import { NewVersion } from "./NewVersion.tsx";
import { ReadAloud } from "./ReadAloud.tsx";
import type { Route } from "./route.ts";
import { useStore } from "./Store.ts";
import { settings } from "./settings.ts";

type Props = {
  readonly route: Route;
  readonly session: Session | null;
  readonly children: ReactNode;
};

/** What is around each page. */
export function Shell({ route, session, children }: Props) {
  const { words } = useWords();
  const { isSimple } = useStore(settings);
  return (
    <>
      <a className="skip" href="#main">
        {words.app.skip}
      </a>
      <Header />
      {session === null ? null : <Navigation route={route} />}
      <NewVersion />
      <main id="main" tabIndex={-1}>
        {useStore(isReached) ? null : (
          <div className="notice" role="status">
            <p>{words.app.offline}</p>
            <button type="button" className="quiet" onClick={() => void loadSession()}>
              {words.app.again}
            </button>
          </div>
        )}
        {isSimple ? <ReadAloud key={JSON.stringify(route)} /> : null}
        {children}
      </main>
      <Footer session={session} />
    </>
  );
}

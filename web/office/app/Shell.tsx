import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { useSession } from "../api/requests/useSession.ts";
import { Dialog } from "../shared/Dialog.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { ActingProvider } from "./ActingProvider.tsx";
import { Navigation } from "./Navigation.tsx";
import { Starting } from "./Starting.tsx";
import { TopBar } from "./TopBar.tsx";
import { WalletGuard } from "./WalletGuard.tsx";

/** Around every page but the sign-in: who is not signed in is sent there, and comes back to where they were. */
export function Shell() {
  const { data: session, error, refetch } = useSession();
  const location = useLocation();
  if (session === null)
    return (
      <Navigate to="/sign-in" replace state={{ from: `${location.pathname}${location.search}` }} />
    );
  if (session) return <Office key={session.id} session={session} />;
  if (error)
    return (
      <main className="alone">
        <ProblemNotice error={error} retry={() => void refetch()} />
      </main>
    );
  return <Starting />;
}

function Office({ session }: { session: NonNullable<ReturnType<typeof useSession>["data"]> }) {
  const { t } = useTranslation();
  const [isOpen, menu] = useDisclosure(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when one has gone somewhere
  useEffect(() => menu.close(), [pathname]);
  return (
    <ActingProvider session={session}>
      <a className="skip" href="#main">
        {t("app.skip")}
      </a>
      <div className="office">
        <TopBar session={session} isMenuOpen={isOpen} onMenu={menu.toggle} />
        <nav className="side" aria-label={t("app.sections")}>
          <Navigation />
        </nav>
        <main id="main" className="page">
          <WalletGuard session={session}>
            <Outlet />
          </WalletGuard>
        </main>
      </div>
      <Dialog title={t("app.sections")} isOpen={isOpen} onClose={menu.close} isDrawer>
        <nav aria-label={t("app.sections")}>
          <Navigation />
        </nav>
      </Dialog>
    </ActingProvider>
  );
}

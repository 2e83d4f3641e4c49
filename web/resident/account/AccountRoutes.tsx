import type { Session } from "../api/session.ts";
import type { AccountPart } from "../app/route.ts";
import { AccountPage } from "./AccountPage.tsx";
import { DataPage } from "./DataPage.tsx";
import { LooksPage } from "./LooksPage.tsx";
import { MandatesPage } from "./MandatesPage.tsx";
import { NoticesPage } from "./NoticesPage.tsx";
import { PasskeysPage } from "./PasskeysPage.tsx";
import { SessionsPage } from "./SessionsPage.tsx";
import { WalletsPage } from "./WalletsPage.tsx";

type Props = { readonly part: AccountPart | null; readonly session: Session };

export function AccountRoutes({ part, session }: Props) {
  switch (part) {
    case "passkeys":
      return <PasskeysPage session={session} />;
    case "wallets":
      return <WalletsPage session={session} />;
    case "sessions":
      return <SessionsPage />;
    case "mandates":
      return <MandatesPage session={session} />;
    case "looks":
      return <LooksPage />;
    case "notices":
      return <NoticesPage />;
    case "data":
      return <DataPage session={session} />;
    default:
      return <AccountPage />;
  }
}

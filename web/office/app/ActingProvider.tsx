import { type ReactNode, useCallback, useState } from "react";
import { keepSlug, keptSlug, setActing } from "../api/acting.ts";
import type { Session } from "../api/requests/useSession.ts";
import { ActingContext } from "./useActing.ts";

/** For which of the account's authorities one works. What was chosen last on this device comes first. */
export function ActingProvider(props: { readonly session: Session; readonly children: ReactNode }) {
  const { session, children } = props;
  const [chosen, setChosen] = useState(keptSlug);
  const { authorities } = session;
  const authority = authorities.find(({ slug }) => slug === chosen) ?? authorities[0] ?? null;
  // Before any child asks for something: requests name the authority that is shown.
  setActing(authority?.slug ?? null);
  const choose = useCallback((slug: string) => {
    keepSlug(slug);
    setChosen(slug);
  }, []);
  return <ActingContext value={{ session, authority, choose }}>{children}</ActingContext>;
}

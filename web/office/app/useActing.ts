import { createContext, use } from "react";
import type { Session } from "../api/requests/useSession.ts";

export type ActingAuthority = Session["authorities"][number];

type Acting = {
  readonly session: Session;
  /** Null: the account has no role any more. */
  readonly authority: ActingAuthority | null;
  choose(slug: string): void;
};

export const ActingContext = createContext<Acting | null>(null);

export function useActing(): Acting {
  const acting = use(ActingContext);
  if (!acting) throw new TypeError("useActing: not inside the office");
  return acting;
}

type Action = ActingAuthority["actions"][number];

/** Whether the officer may do this for the authority that is chosen. @param orAs standings that let them see it without a role */
export function useMay(action: Action, ...orAs: readonly Standing[]): boolean {
  const { authority } = useActing();
  if (authority === null) return false;
  return (
    authority.actions.includes(action) || orAs.some((each) => authority.standings.includes(each))
  );
}

type Standing = ActingAuthority["standings"][number];

/** What the officer is there beside their roles: one of an account's people, or an auditor. */
export function useStands(standing: Standing): boolean {
  return useActing().authority?.standings.includes(standing) ?? false;
}

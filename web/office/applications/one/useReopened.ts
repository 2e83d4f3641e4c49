import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { whileLookedAt } from "../../../ui/whileLookedAt.ts";
import {
  goesOn,
  type OpenedApplication,
  useOpenApplication,
  type WaitingApplication,
} from "../../api/requests/useApplications.ts";
import { announce } from "../../app/Announcer.tsx";

/** What the applicant did since it was opened. */
export type News = "answered" | "withdrawn";

type Props = {
  /** What is known of it now. */
  readonly application: WaitingApplication;
  /** What the page shows of it; null: it is not open. */
  readonly opened: OpenedApplication | null;
  onOpen(opened: OpenedApplication): void;
};

/** Opening it again is a recorded look: it is for an officer who is there, not for a page that lies open. */
const looking = { everyMs: 1_000, forMs: 5 * 60_000 } as const;

/** Opens it again where somebody else took a step meanwhile, and says what its applicant did. What is decided stays as it is. */
export function useReopened({ application, opened, onOpen }: Props) {
  const { t } = useTranslation();
  const [news, setNews] = useState<News | null>(null);
  const { mutateAsync, error } = useOpenApplication();
  const { id, state, steps } = application;
  const seen = opened?.journal.at(-1)?.number ?? 0;
  const isStale = opened !== null && opened.outcome === null && steps > seen && !goesOn.has(state);
  const tried = useRef(0);
  const reopen = async () => {
    if (!isStale || tried.current === steps) return;
    // Once for each step: where it is refused, the page says so.
    tried.current = steps;
    const now = await mutateAsync(id);
    onOpen(now);
    const found = newsIn(now, seen);
    if (found === null) return;
    setNews(found);
    announce(t(`applications.news.${found}`));
  };
  const newest = useRef(reopen);
  newest.current = reopen;
  const isOpen = opened !== null;
  useEffect(() => (isOpen ? whileLookedAt(() => newest.current(), looking) : undefined), [isOpen]);
  return { news, error, forget: () => setNews(null) };
}

/** The last that the applicant did after a step. */
function newsIn({ journal }: OpenedApplication, seen: number): News | null {
  const done = journal.findLast(
    ({ number, actor }) => number > seen && actor.startsWith("resident:"),
  );
  return done?.step === "answered" || done?.step === "withdrawn" ? done.step : null;
}

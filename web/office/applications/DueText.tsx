import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { WaitingApplication } from "../api/requests/useApplications.ts";
import { Pill } from "../shared/Pill.tsx";
import { useNow } from "../shared/useNow.ts";

const soonSeconds = 86_400;

type Props = { readonly application: Pick<WaitingApplication, "dueAt" | "state"> };

/** By when the office means to answer; what is late or nearly late says so in a word. */
export function DueText({ application: { dueAt, state } }: Props) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const now = useNow();
  const mark = dueAt < now ? "overdue" : dueAt < now + soonSeconds ? "soon" : null;
  return (
    <span className="pills">
      {day(dueAt)}
      {mark && state === "person" ? (
        <Pill tone={mark === "overdue" ? "bad" : "wait"}>{t(`applications.dueState.${mark}`)}</Pill>
      ) : null}
    </span>
  );
}

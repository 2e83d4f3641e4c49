import { useTranslation } from "react-i18next";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { Pill } from "../../shared/Pill.tsx";

const tones = { draft: "calm", review: "wait", published: "good", discarded: "calm" } as const;

export function DraftPill({ state, isReturned }: Pick<TypeDraft, "state" | "isReturned">) {
  const { t } = useTranslation();
  if (isReturned) return <Pill tone="bad">{t("design.state.returned")}</Pill>;
  return <Pill tone={tones[state]}>{t(`design.state.${state}`)}</Pill>;
}

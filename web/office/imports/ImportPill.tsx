import { useTranslation } from "react-i18next";
import type { Import } from "../api/requests/useImport.ts";
import { Pill, type Tone } from "../shared/Pill.tsx";

const tones: Readonly<Record<Import["state"], Tone>> = {
  receiving: "calm",
  running: "wait",
  paused: "wait",
  done: "good",
  cancelled: "calm",
  failed: "bad",
};

/** Where an import is. Of one that is done: whether it was a check, and whether rows are wrong. */
export function ImportPill({ import: one }: { readonly import: Import }) {
  const { t } = useTranslation();
  const { state, dryRun, rows } = one;
  if (state !== "done") return <Pill tone={tones[state]}>{t(`imports.state.${state}`)}</Pill>;
  if (dryRun && one.heldUntil !== null)
    return <Pill tone="wait">{t("imports.state.checked")}</Pill>;
  if (dryRun) return <Pill tone="calm">{t("imports.state.discarded")}</Pill>;
  if (rows.rejected > 0) return <Pill tone="bad">{t("imports.state.wrong")}</Pill>;
  return <Pill tone="good">{t("imports.state.done")}</Pill>;
}

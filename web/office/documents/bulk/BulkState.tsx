import { useTranslation } from "react-i18next";
import type { BulkAct } from "../../api/requests/useBulkAct.ts";
import { Pill, type Tone } from "../../shared/Pill.tsx";

const tones: Readonly<Record<BulkAct["state"], Tone>> = {
  running: "wait",
  stopped: "bad",
  done: "good",
  failed: "bad",
};

export function BulkState({ act: { state } }: { readonly act: BulkAct }) {
  const { t } = useTranslation();
  return <Pill tone={tones[state]}>{t(`bulk.state.${state}`)}</Pill>;
}

import { useTranslation } from "react-i18next";
import type { GoverningAct } from "../../api/requests/useGoverningActs.ts";
import { Pill, type Tone } from "../../shared/Pill.tsx";

export type ActStateName =
  | "yours"
  | "others"
  | "refused"
  | "expired"
  | "unreachable"
  | "sent"
  | "effective"
  | "failed"
  | "ended";

const tones: Readonly<Record<ActStateName, Tone>> = {
  yours: "wait",
  others: "calm",
  refused: "bad",
  expired: "bad",
  unreachable: "bad",
  sent: "wait",
  effective: "good",
  failed: "bad",
  ended: "calm",
};

/** Where an act is, as seen by who looks at it. */
export function stateOf(act: GoverningAct): ActStateName {
  if (act.state === "ended") return "ended";
  if (act.state === "done") return "effective";
  if (act.change)
    return act.change.state === "refused"
      ? "failed"
      : act.change.state === "sent"
        ? "sent"
        : "effective";
  if (act.deadline < Date.now() / 1000) return "expired";
  if (act.refusal) return "refused";
  const declined = act.signers.filter(({ decision }) => decision === "declined").length;
  if (act.signers.length - declined < act.threshold) return "unreachable";
  const own = act.signers.find(({ you }) => you);
  return own?.decision === "waiting" ? "yours" : "others";
}

export function ActState({ act }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  const state = stateOf(act);
  return <Pill tone={tones[state]}>{t(`queue.state.${state}`)}</Pill>;
}

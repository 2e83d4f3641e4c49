import { useTranslation } from "react-i18next";
import type { Authority } from "../api/requests/useAuthority.ts";
import { Pill, type Tone } from "../shared/Pill.tsx";

type State = Authority["states"][number]["state"];

const tones: Readonly<Record<State, Tone>> = { active: "good", suspended: "wait", retired: "bad" };

type Props = {
  readonly authority: Authority;
  /** Whether nothing is said of one that is active, as nearly all are. */
  readonly isQuiet?: boolean;
};

export function AuthorityState({ authority, isQuiet = false }: Props) {
  const state = authority.states.at(-1)?.state;
  return state === undefined || (isQuiet && state === "active") ? null : <Named state={state} />;
}

function Named({ state }: { readonly state: State }) {
  const { t } = useTranslation();
  return <Pill tone={tones[state]}>{t(`authority.state.${state}`)}</Pill>;
}

import { useEffect, useRef } from "react";
import { useFormats } from "../../../ui/useFormats.ts";
import { renderJudgement } from "../../../verifier/answer/renderJudgement.ts";
import { loadWords } from "../../../verifier/words/loadPageWords.ts";
import type { TrialVerdict } from "./judgeTrial.ts";

const nothing = () => undefined;
/** Nobody is asked here: buttons that ask the service are hidden by the style. */
const acts = { again: nothing, saveJson: nothing, askSince: async () => null };

/** Exactly what the page that verifies shows of a verdict, drawn by its code. */
export function VerdictView({ found: { verdict, trustList } }: { readonly found: TrialVerdict }) {
  const place = useRef<HTMLDivElement>(null);
  const { language } = useFormats();
  useEffect(() => {
    let isGone = false;
    void loadWords(language).then((words) => {
      if (isGone || place.current === null) return;
      const judgement = {
        ...{ verdict, trustList, remembers: true, isOffline: false, notRefreshed: [], file: null },
      };
      place.current.replaceChildren(renderJudgement(judgement, { language, words }, acts));
      place.current.querySelector<HTMLElement>("#answer")?.focus();
    });
    return () => {
      isGone = true;
    };
  }, [verdict, trustList, language]);
  return <div ref={place} className="trial-verdict" />;
}

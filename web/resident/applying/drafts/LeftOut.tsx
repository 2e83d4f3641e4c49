import { fill } from "../../../ui/fill.ts";
import { useWords } from "../../words/useWords.ts";
import type { Fitted } from "./fitDraft.ts";

/** That the form is another one than the draft was of, and what was left out for it. */
export function LeftOut({ fitted: { isChanged, leftOut } }: { readonly fitted: Fitted }) {
  const { words, language } = useWords();
  const texts = words.applying.draft;
  if (!isChanged) return null;
  const names = leftOut.map((title) => title[language]).join(words.sharing.listSeparator);
  return (
    <div className="notice" role="status">
      <p>{texts.changed}</p>
      {names === "" ? null : <p>{fill(texts.unfit, { names })}</p>}
    </div>
  );
}

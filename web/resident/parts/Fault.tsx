import { explainFault } from "../api/explainFault.ts";
import { useWords } from "../words/useWords.ts";

type Props = { readonly fault: unknown; readonly again?: () => void };

/** What went wrong and what to do, said at once; nothing when nothing did. */
export function Fault({ fault, again }: Props) {
  const { words } = useWords();
  if (fault === null || fault === undefined) return null;
  return (
    <div className="notice bad" role="alert">
      <p>{explainFault(fault, words)}</p>
      {again ? (
        <button type="button" className="quiet" onClick={again}>
          {words.app.again}
        </button>
      ) : null}
    </div>
  );
}

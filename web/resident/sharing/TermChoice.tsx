import { useWords } from "../words/useWords.ts";
import { type Term, termNames } from "./terms.ts";

type Props = { readonly term: Term; readonly change: (term: Term) => void };

/** Until when it can be opened. */
export function TermChoice({ term, change }: Props) {
  const { words } = useWords();
  return (
    <fieldset className="term">
      <legend>{words.sharing.until}</legend>
      <div className="ways">
        {termNames.map((name) => (
          <label key={name}>
            <input type="radio" name="term" checked={term === name} onInput={() => change(name)} />
            <span>{words.sharing[name]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

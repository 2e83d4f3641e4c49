import { fill } from "../../ui/fill.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Answer } from "../api/useAnswer.ts";
import { describeState } from "../documents/describeState.ts";
import { StateMark } from "../documents/StateMark.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useWords } from "../words/useWords.ts";
import type { Evidence, Item } from "./ownEvidence.ts";
import type { Piece, Pieces } from "./usePieces.ts";

type Props = {
  readonly item: Item;
  readonly pieces: Answer<Pieces>;
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
};

/** Which of one's documents the office may look at, and at what in them. */
export function EvidenceChoice({ item, pieces, chosen, change }: Props) {
  const { words } = useWords();
  const names = Object.entries(item.evidence);
  if (names.length === 0) return null;
  return (
    <fieldset className="choose">
      <legend>
        <h2>{words.applying.yours}</h2>
      </legend>
      <p>{words.applying.consent}</p>
      <Loaded answer={pieces}>
        {(known) => (
          <ul className="entries">
            {names.map(([name, evidence]) => (
              <li key={name}>
                <Choice
                  name={name}
                  evidence={evidence}
                  piece={known[name]}
                  isChosen={chosen.includes(name)}
                  choose={(isChosen) =>
                    change(isChosen ? [...chosen, name] : chosen.filter((each) => each !== name))
                  }
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </fieldset>
  );
}

type ChoiceProps = {
  readonly name: string;
  readonly evidence: Evidence;
  /** Absent: it was not known when the draft was kept. */
  readonly piece: Piece | undefined;
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
};

function Choice({ name, evidence, piece, isChosen, choose }: ChoiceProps) {
  const { words, language } = useWords();
  const texts = words.applying;
  const isThere = piece?.isThere ?? true;
  const document = piece?.document;
  const claims = piece?.claims.map((title) => title[language]) ?? evidence.claims;
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={isChosen && isThere}
          disabled={!isThere}
          aria-describedby={`${name}-why`}
          onInput={({ currentTarget }) => choose(currentTarget.checked)}
        />
        {evidence.title[language]}
      </label>
      <div id={`${name}-why`}>
        <p>{evidence.why[language]}</p>
        <p className="hint">
          {fill(texts.onlyClaims, { claims: claims.join(words.sharing.listSeparator) })}
        </p>
      </div>
      <p className="hint">
        {piece === undefined ? null : isThere ? texts.has : texts.hasNot}
        {document === undefined ? null : (
          <>
            {" · "}
            <StateMark told={describeState(document, words, language, serverNow())} />
          </>
        )}
      </p>
      {isChosen && isThere ? null : (
        <p className="hint">{evidence.required ? texts.leftOut : texts.optional}</p>
      )}
    </>
  );
}

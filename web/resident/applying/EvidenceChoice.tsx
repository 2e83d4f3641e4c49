import { fill } from "../../ui/fill.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Answer } from "../api/useAnswer.ts";
import { describeState } from "../documents/describeState.ts";
import { StateMark } from "../documents/StateMark.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useWords } from "../words/useWords.ts";
import { BringFile } from "./brought/BringFile.tsx";
import type { Brought } from "./brought/readBrought.ts";
import type { BroughtByName, Evidence, Item } from "./ownEvidence.ts";
import type { Piece, Pieces } from "./usePieces.ts";

type Props = {
  readonly item: Item;
  readonly pieces: Answer<Pieces>;
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
  readonly brought: BroughtByName;
  readonly bring: (brought: BroughtByName) => void;
};

/** Which of one's documents the office may look at, and at what in them. */
export function EvidenceChoice({ item, pieces, chosen, change, brought, bring }: Props) {
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
                  brought={brought[name]}
                  bring={(file) => {
                    const { [name]: _before, ...others } = brought;
                    bring(file === null ? others : { ...others, [name]: file });
                  }}
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
  readonly brought: Brought | undefined;
  readonly bring: (brought: Brought | null) => void;
};

function Choice({ name, evidence, piece, isChosen, choose, brought, bring }: ChoiceProps) {
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
          checked={isChosen && isThere && brought === undefined}
          disabled={!isThere || brought !== undefined}
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
      <p className="hint" hidden={brought !== undefined}>
        {piece === undefined ? null : isThere ? texts.has : texts.hasNot}
        {document === undefined ? null : (
          <>
            {" · "}
            <StateMark told={describeState(document, words, language, serverNow())} />
          </>
        )}
      </p>
      <BringFile type={evidence.type} brought={brought} bring={bring} />
      {(isChosen && isThere) || brought !== undefined ? null : (
        <p className="hint">{evidence.required ? texts.leftOut : texts.optional}</p>
      )}
    </>
  );
}

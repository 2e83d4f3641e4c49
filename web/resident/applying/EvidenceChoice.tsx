import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { serverNow } from "../api/serverTime.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { describeState } from "../documents/describeState.ts";
import { StateMark } from "../documents/StateMark.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useTypes } from "../sharing/useTypes.ts";
import { useWords } from "../words/useWords.ts";
import { type Evidence, findOwn, type Item } from "./ownEvidence.ts";

type Props = {
  readonly item: Item;
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
};

/** Which of one's documents the office may look at, and at what in them. */
export function EvidenceChoice({ item, chosen, change }: Props) {
  const { words } = useWords();
  const answer = useAnswer("documents", () => client.listMyDocuments());
  const names = Object.entries(item.evidence);
  if (names.length === 0) return null;
  return (
    <fieldset className="choose">
      <legend>
        <h2>{words.applying.yours}</h2>
      </legend>
      <p>{words.applying.consent}</p>
      <Loaded answer={answer}>
        {({ documents }) => (
          <ul className="entries">
            {names.map(([name, evidence]) => (
              <li key={name}>
                <Piece
                  name={name}
                  evidence={evidence}
                  document={findOwn(documents, evidence.type)}
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

type PieceProps = {
  readonly name: string;
  readonly evidence: Evidence;
  readonly document: ReturnType<typeof findOwn>;
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
};

function Piece({ name, evidence, document, isChosen, choose }: PieceProps) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { content } = useTypes();
  const type = content?.find((each) => each.name === evidence.type);
  const claims = evidence.claims.map((claim) => type?.claims[claim]?.title[language] ?? claim);
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={document === null}
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
      {document === null ? (
        <p className="hint">{texts.hasNot}</p>
      ) : (
        <p className="hint">
          {texts.has} · <StateMark told={describeState(document, words, language, serverNow())} />
        </p>
      )}
      {isChosen ? null : (
        <p className="hint">{evidence.required ? texts.leftOut : texts.optional}</p>
      )}
    </>
  );
}

import type { ProofRequest } from "@sello/sdk/request";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { home } from "../app/route.ts";
import { forWhom } from "../mandates/forWhom.ts";
import { MandateNotice } from "../mandates/MandateNotice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Link } from "../parts/Link.tsx";
import { useWords } from "../words/useWords.ts";
import type { Answers } from "./findAnswers.ts";
import { Preview } from "./Preview.tsx";
import { Refused } from "./Refused.tsx";
import { answerRequest } from "./requests.ts";
import { WithCopies } from "./WithCopies.tsx";

type Props = {
  readonly id: string;
  readonly session: Session;
  readonly request: ProofRequest;
  readonly found: Answers;
};

/** The document that answers, what would be seen of it, and the reader's yes or no. */
export function AnswerForm({ id, session, request, found: { answers, others } }: Props) {
  const { words, language } = useWords();
  const texts = words.sharing;
  const [chosen, choose] = useState(answers[0]?.id ?? null);
  const [isDone, setDone] = useState(false);
  const document = answers.find(({ id }) => id === chosen) ?? answers[0];
  if (isDone)
    return (
      <div className="notice good" role="status">
        <p>{texts.done}</p>
        <p>{texts.doneHint}</p>
      </div>
    );
  if (document === undefined) {
    const titles = others.map(({ type }) => type.title[language]).join(texts.listSeparator);
    return (
      <p className="notice" role="status">
        {others.length === 0 ? texts.noneOfType : fill(texts.otherwise, { titles })}
      </p>
    );
  }
  const claims = request.proof.claims.map(({ path }) => path);
  return (
    <>
      <fieldset className="choose">
        <legend>{texts.which}</legend>
        {answers.map(({ id: each, type, authority, mandate }) => (
          <label key={each} className="tick">
            <input
              type="radio"
              name="document"
              checked={each === document.id}
              onInput={() => choose(each)}
            />
            <bdi>
              {[type.title[language], authority.name[language], forWhom(mandate, words)]
                .filter((part) => part !== null)
                .join(" · ")}
            </bdi>
          </label>
        ))}
      </fieldset>
      <MandateNotice mandate={document.mandate} />
      <WithCopies key={document.id} document={document} session={session}>
        {(vault, kept) => (
          <>
            <Preview document={document} kept={kept} claims={claims} />
            <Consent
              answer={() => answerRequest(vault, document.id, id, request)}
              answered={() => setDone(true)}
            />
          </>
        )}
      </WithCopies>
      <p className="acts">
        <Link to={home} className="button quiet">
          {texts.refuse}
        </Link>
      </p>
      <p className="hint">{texts.refuseHint}</p>
    </>
  );
}

type ConsentProps = { readonly answer: () => Promise<void>; readonly answered: () => void };

function Consent({ answer, answered }: ConsentProps) {
  const { words } = useWords();
  const { isBusy, fault, run } = useAct(async () => {
    await answer();
    answered();
  });
  return (
    <>
      <button type="button" className="main wide" disabled={isBusy} onClick={() => void run()}>
        {isBusy ? words.sharing.making : words.sharing.answer}
      </button>
      <Refused fault={fault} otherwise={<Fault fault={fault} />} />
    </>
  );
}

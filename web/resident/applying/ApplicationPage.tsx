import { fill } from "../../ui/fill.ts";
import type { Session } from "../api/session.ts";
import { home } from "../app/route.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { Head } from "../parts/Head.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { toDay, toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { Answer } from "./Answer.tsx";
import { Appeal } from "./Appeal.tsx";
import { describeApplication, type MyApplication } from "./applicationState.ts";
import { Replay } from "./Replay.tsx";
import { Steps } from "./Steps.tsx";
import { useApplication } from "./useApplication.ts";
import { Withdraw } from "./Withdraw.tsx";

type Props = { readonly id: string; readonly session: Session };
type Of = { readonly application: MyApplication };

/** One application: what came of it and why, what happened, and what its applicant can do. */
export const ApplicationPage = ({ id, session }: Props) => (
  <section className="narrow">
    {session.level === "code" ? <LevelPanel /> : <Shown id={id} />}
  </section>
);

function Shown({ id }: { readonly id: string }) {
  const { words, language } = useWords();
  const texts = words.applying;
  const answer = useApplication(id);
  return (
    <Loaded answer={answer}>
      {(application) => (
        <>
          <Head
            title={application.title[language]}
            back={{ to: `${home}/apply`, text: texts.title }}
          />
          <Outcome application={application} />
          {application.state === "sent_back" ? <Answer application={application} /> : null}
          {application.mayWithdraw ? <Withdraw id={application.id} /> : null}
          <Steps steps={application.steps} />
          <Looked application={application} />
          {application.mayAppealUntil === null ? null : (
            <Appeal id={application.id} until={application.mayAppealUntil} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Outcome({ application }: Of) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { tone, icon, text } = describeApplication(application, words);
  const { outcome, state, reasons, document, receipt, appeals, appealedBy } = application;
  const isOpen = outcome === null && state !== "withdrawn";
  return (
    <div className={`panel state ${tone}`}>
      <p className="told" role="status">
        <span className={`mark ${tone}`}>
          <Icon name={icon} />
          {text}
        </span>
      </p>
      <p className="hint">
        {fill(texts.answeredBy, { office: application.answers.name[language] })}
        {isOpen ? ` · ${fill(texts.due, { day: toDay(application.dueAt, language) })}` : null}
      </p>
      {outcome === null ? null : <Why application={application} />}
      <Quickness application={application} />
      {reasons.length === 0 && outcome !== null ? <p>{texts.byPersonNow}</p> : null}
      {document === null ? null : (
        <p>
          <Link to={`${home}/documents/${document}`} className="go">
            {texts.document}
          </Link>
        </p>
      )}
      {receipt === null ? null : (
        <details className="extra">
          <summary>{texts.receipt}</summary>
          <p>{texts.receiptLead}</p>
          <p>
            <Link to={`${home}/documents/${receipt}`}>{texts.seeReceipt}</Link>
          </p>
          {application.version === null ? null : (
            <p>
              <a href={`/rules/${application.item}/${application.version}?lang=${language}`}>
                {texts.rulesDecided}
              </a>
            </p>
          )}
          <Replay receipt={receipt} item={application.item} />
        </details>
      )}
      {appeals === null ? null : (
        <p>
          {texts.appealOf} <Link to={`${home}/applications/${appeals}`}>{texts.see}</Link>
        </p>
      )}
      {appealedBy === null ? null : (
        <p>
          {texts.appealedBy} <Link to={`${home}/applications/${appealedBy}`}>{texts.see}</Link>
        </p>
      )}
    </div>
  );
}

/** Longer than this, a day says more. */
const quickSeconds = 60;

/** How soon it was decided, where that was soon. */
function Quickness({ application: { receivedAt, decidedAt } }: Of) {
  const { words } = useWords();
  const count = (decidedAt ?? Number.POSITIVE_INFINITY) - receivedAt;
  if (count > quickSeconds) return null;
  const { atOnce, seconds } = words.applying;
  return <p className="hint">{count < 1 ? atOnce : fill(seconds, { count })}</p>;
}

/** The rows that fired, in the words of those who made the rules. */
function Why({ application }: Of) {
  const { words, language } = useWords();
  const texts = words.applying;
  return application.reasons.map(({ row, reason, law, change }) => (
    <div key={row}>
      <p>{reason[language]}</p>
      {change === null ? null : (
        <p>
          <strong>{texts.change}</strong>
          {words.account.colon}
          {change[language]}
        </p>
      )}
      {law === null ? null : <p className="hint">{fill(texts.law, { law: law[language] })}</p>}
    </div>
  ));
}

/** What was looked at for it, and by whom. */
function Looked({ application }: Of) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { evidence, looks } = application;
  return (
    <>
      {evidence.length === 0 ? null : (
        <section aria-labelledby="looked-title">
          <h2 id="looked-title">{texts.looked}</h2>
          <ul className="entries">
            {evidence.map(({ name, title, verdict, from, document }) => (
              <li key={name}>
                {document === null ? (
                  title[language]
                ) : (
                  <Link to={`${home}/documents/${document}`}>{title[language]}</Link>
                )}{" "}
                <span className="tag">{texts.verdict[verdict]}</span>
                {from === "brought" ? <span className="hint"> · {texts.brought}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      {looks.length === 0 ? null : (
        <section aria-labelledby="looks-title">
          <h2 id="looks-title">{texts.looks}</h2>
          <ul className="entries">
            {looks.map(({ at, by }) => (
              <li key={at}>
                {toMoment(at, language)} · {by.name[language]}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { Fault } from "../parts/Fault.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { AccountHead } from "./AccountHead.tsx";
import { toNoticeText } from "./toNoticeText.ts";

type Notice = Output<"listMyNotices">["notices"][number];

/** What happened with the account and its documents, the newest first. */
export function NoticesPage() {
  const { words } = useWords();
  const answer = useAnswer("notices", () => client.listMyNotices());
  return (
    <section className="narrow">
      <AccountHead title={words.notices.title} />
      <Loaded answer={answer}>
        {({ notices }) =>
          notices.length === 0 ? (
            <p className="panel">{words.notices.none}</p>
          ) : (
            <ul className="entries">
              {notices.map((notice) => (
                <li key={notice.id} className={notice.seen ? undefined : "fresh"}>
                  <NoticeEntry notice={notice} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

const ofAccount: ReadonlySet<Notice["kind"]> = new Set([
  "session.new-browser",
  "passkey.added",
  "passkey.removed",
  "desk.looked",
  "phone.changed",
  "devices.ended",
  "shares.ended",
  "wallet.linked",
]);

function NoticeEntry({ notice }: { readonly notice: Notice }) {
  const { words, language } = useWords();
  const { id, at, kind, seen, document, goodFrom } = notice;
  const { isBusy, fault, run } = useAct(async () => {
    await client.seeMyNotice({ params: { id } });
    forgetAnswers("notices");
  });
  return (
    <>
      <p>{toNoticeText(notice, words, language)}</p>
      {goodFrom === null ? null : (
        <p>{fill(words.notices.waits, { time: toMoment(goodFrom, language) })}</p>
      )}
      {ofAccount.has(kind) && !seen ? <p className="hint">{words.notices.notYou}</p> : null}
      <p className="hint">{toMoment(at, language)}</p>
      <Fault fault={fault} />
      <div className="acts">
        {document === null ? null : (
          <Link to={`${home}/documents/${document.id}`}>
            {fill(words.documents.open, { title: document.title[language] })}
          </Link>
        )}
        {seen ? null : (
          <button type="button" className="quiet" disabled={isBusy} onClick={() => void run()}>
            {words.notices.seen}
          </button>
        )}
      </div>
    </>
  );
}

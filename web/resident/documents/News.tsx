import { toNoticeText } from "../account/toNoticeText.ts";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { home } from "../app/route.ts";
import { Fault } from "../parts/Fault.tsx";
import { Link } from "../parts/Link.tsx";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

/** The most that are told above the documents; the rest is under Account. */
const shownMax = 3;

/** What has changed since the reader was last here. Nothing is shown when nothing has, or when it cannot be asked. */
export function News() {
  const { words, language } = useWords();
  const { content } = useAnswer("notices", () => client.listMyNotices());
  const fresh = (content?.notices ?? []).filter(({ seen }) => !seen);
  const { isBusy, fault, run } = useAct(async () => {
    for (const { id } of fresh) await client.seeMyNotice({ params: { id } });
    forgetAnswers("notices");
  });
  if (fresh.length === 0) return null;
  return (
    <aside className="panel news" aria-labelledby="news-title">
      <h2 id="news-title">{words.documents.newsTitle}</h2>
      <ul>
        {fresh.slice(0, shownMax).map((notice) => (
          <li key={notice.id}>
            {toNoticeText(notice, words, language)}{" "}
            <span className="hint">{toDay(notice.at, language)}</span>
          </li>
        ))}
      </ul>
      <Fault fault={fault} />
      <div className="acts">
        <button type="button" className="quiet" disabled={isBusy} onClick={() => void run()}>
          {words.documents.newsDone}
        </button>
        {fresh.length > shownMax ? (
          <Link to={`${home}/account/notices`}>{words.notices.title}</Link>
        ) : null}
      </div>
    </aside>
  );
}

import type { Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Session } from "../api/session.ts";
import { useAgainWhile } from "../api/useAgainWhile.ts";
import { useAnswer } from "../api/useAnswer.ts";
import { JoinPanel } from "../join/JoinPanel.tsx";
import { forWhom } from "../mandates/forWhom.ts";
import { Head } from "../parts/Head.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Search } from "../parts/Search.tsx";
import { useWords } from "../words/useWords.ts";
import { DocumentItem } from "./DocumentItem.tsx";
import { describeState } from "./describeState.ts";
import { LevelPanel } from "./LevelPanel.tsx";
import { matches } from "./matches.ts";
import { News } from "./News.tsx";

type MyDocument = Output<"listMyDocuments">["documents"][number];

/** From so many documents on, one may search. */
const searchFrom = 4;

/** All of one's documents: those that count first. */
export function DocumentsPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  return (
    <section>
      <Head title={words.documents.title} />
      {session.joined ? (
        <>
          {session.level === "code" ? <LevelPanel /> : null}
          <News />
          <Documents />
        </>
      ) : (
        <JoinPanel />
      )}
    </section>
  );
}

function Documents() {
  const answer = useAnswer("documents", () => client.listMyDocuments());
  useAgainWhile(answer, ({ documents }) => documents.some(({ state }) => state === "sealing"));
  return <Loaded answer={answer}>{({ documents }) => <Found documents={documents} />}</Loaded>;
}

function Found({ documents }: { readonly documents: readonly MyDocument[] }) {
  const { words, language } = useWords();
  const [sought, setSought] = useState("");
  if (documents.length === 0) return <Empty />;
  const found = documents.filter((each) => matches(each, sought, language));
  const now = serverNow();
  const isEnded = ({ state }: MyDocument) =>
    state === "expired" || state === "revoked" || state === "replaced";
  const list = (shown: readonly MyDocument[]) => (
    <ul className="cards">
      {shown.map((document) => (
        <li key={document.id}>
          <DocumentItem document={document} told={describeState(document, words, language, now)} />
        </li>
      ))}
    </ul>
  );
  const own = found.filter(({ mandate }) => mandate === null);
  const ended = own.filter(isEnded);
  // One heading for each person, however many mandates there are.
  const others = Map.groupBy(
    found.filter(({ mandate }) => mandate !== null),
    ({ mandate }) => forWhom(mandate, words) ?? "",
  );
  return (
    <>
      {documents.length < searchFrom ? null : (
        <Search label={words.documents.search} sought={sought} change={setSought} />
      )}
      <p className="said hint" role="status">
        {sought === ""
          ? ""
          : found.length === 0
            ? words.documents.none
            : fill(words.documents.found, { count: found.length })}
      </p>
      {list(own.filter((each) => !isEnded(each)))}
      {[...others].map(([title, documents]) => (
        <section key={title} aria-label={title}>
          <h2>
            <bdi>{title}</bdi>
          </h2>
          {list(documents)}
        </section>
      ))}
      {ended.length === 0 ? null : (
        <>
          <h2>{words.documents.ended}</h2>
          {list(ended)}
        </>
      )}
    </>
  );
}

function Empty() {
  const { words } = useWords();
  return (
    <div className="panel">
      <p>
        <strong>{words.documents.empty}</strong>
      </p>
      <p>{words.documents.emptyNext}</p>
    </div>
  );
}

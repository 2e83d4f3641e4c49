import type { Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { noteEnd } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { AccountHead } from "./AccountHead.tsx";
import { levels } from "./levels.ts";

type Entry = Output<"listMySessions">["sessions"][number];

/** Where one is signed in: end one, or all. */
export function SessionsPage() {
  const { words } = useWords();
  const answer = useAnswer("sessions", () => client.listMySessions());
  const [isAsked, ask] = useState(false);
  const endingAll = useAct(async () => {
    await client.endMySessions();
    noteEnd("left");
  });
  return (
    <section className="narrow">
      <AccountHead title={words.sessions.title} lead={words.sessions.lead} />
      <Loaded answer={answer}>
        {({ sessions }) => (
          <ul className="entries">
            {sessions.map((entry) => (
              <li key={entry.id}>
                <SessionEntry entry={entry} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Confirm
        act={words.sessions.endAll}
        question={words.sessions.endAll}
        lead={words.sessions.endAllLead}
        isAsked={isAsked}
        ask={ask}
        doing={endingAll}
      />
    </section>
  );
}

function SessionEntry({ entry }: { readonly entry: Entry }) {
  const { words, language } = useWords();
  const texts = words.sessions;
  const { id, browser, current, startedAt, lastUsedAt, level } = entry;
  const { isBusy, fault, run } = useAct(async () => {
    await client.endMySessionById({ params: { id } });
    forgetAnswers("sessions");
  });
  return (
    <>
      <p>
        <strong>
          <bdi>{browser || texts.unknown}</bdi>
        </strong>{" "}
        {current ? <span className="tag">{texts.here}</span> : null}
      </p>
      <p className="hint">
        {fill(texts.started, { time: toMoment(startedAt, language) })} ·{" "}
        {fill(texts.used, { time: toMoment(lastUsedAt, language) })} ·{" "}
        {words.account[levels[level]]}
      </p>
      <Fault fault={fault} />
      {current ? null : (
        <button
          type="button"
          className="quiet"
          disabled={isBusy}
          aria-label={`${texts.end}: ${browser || texts.unknown}`}
          onClick={() => void run()}
        >
          {texts.end}
        </button>
      )}
    </>
  );
}

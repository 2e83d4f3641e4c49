import type { Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { type DocumentType, useTypes } from "../sharing/useTypes.ts";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { AccountHead } from "./AccountHead.tsx";

type MyMandate = Output<"listMyMandates">["mandates"][number];

/** For whom one acts, and who acts for one. */
export function MandatesPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  const texts = words.mandates;
  const answer = useAnswer("mandates", () => client.listMyMandates());
  return (
    <section className="narrow">
      <AccountHead title={texts.title} lead={texts.lead} />
      <Loaded answer={answer}>
        {({ mandates }) =>
          mandates.length === 0 ? (
            <p className="panel">{texts.none}</p>
          ) : (
            <>
              <ul className="entries">
                {mandates.map((mandate) => (
                  <li key={mandate.id}>
                    <Entry mandate={mandate} session={session} />
                  </li>
                ))}
              </ul>
              {session.level === "code" ? <p className="hint">{texts.needPasskey}</p> : null}
            </>
          )
        }
      </Loaded>
    </section>
  );
}

type EntryProps = { readonly mandate: MyMandate; readonly session: Session };

function Entry({ mandate, session }: EntryProps) {
  const { words, language } = useWords();
  const texts = words.mandates;
  const { role, person, relation, types, purpose, by, until, endedAt, mayEnd } = mandate;
  const name = person ?? texts.somebody;
  return (
    <>
      <p>
        <strong>
          <bdi>{fill(texts.of[role], { name })}</bdi>
        </strong>{" "}
        <span className="tag">{texts.as[relation]}</span>
      </p>
      <p>{types === null ? texts.allTypes : <Types names={types} />}</p>
      {purpose === null ? null : (
        <p>
          <bdi>{fill(texts.purpose, { purpose })}</bdi>
        </p>
      )}
      <p className="hint">
        {endedAt === null
          ? fill(texts.until, { day: toDay(until - 1, language) })
          : fill(texts.over, { day: toDay(endedAt, language) })}{" "}
        · {fill(texts.by, { office: by.name[language] })}
      </p>
      {mayEnd && session.level !== "code" ? <End mandate={mandate} name={name} /> : null}
      {endedAt === null && !mayEnd ? <p className="hint">{texts.byOffice}</p> : null}
    </>
  );
}

function Types({ names }: { readonly names: readonly string[] }) {
  const { words, language } = useWords();
  const { content = [] } = useTypes();
  const titles = names.map((name) => titleOf(name, content ?? [], language));
  return <>{titles.join(words.sharing.listSeparator)}</>;
}

const titleOf = (name: string, types: readonly DocumentType[], language: Language): string =>
  types.find((type) => type.name === name)?.title[language] ?? name;

type EndProps = { readonly mandate: MyMandate; readonly name: string };

function End({ mandate: { id, role }, name }: EndProps) {
  const { words } = useWords();
  const texts = words.mandates;
  const [isAsked, ask] = useState(false);
  const ending = useAct(async () => {
    await client.endMyMandate({ params: { id } });
    forgetAnswers("mandates", "documents", "notices");
  });
  const isGivenUp = role === "delegate";
  return (
    <Confirm
      act={isGivenUp ? texts.giveUp : texts.takeBack}
      question={fill(isGivenUp ? texts.giveUpTitle : texts.takeBackTitle, { name })}
      lead={texts.endLead}
      isAsked={isAsked}
      ask={ask}
      doing={ending}
    />
  );
}

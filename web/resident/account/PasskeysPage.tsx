import type { Output } from "@sello/api/client";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { hasPasskeys } from "../../ui/passkey/askAuthenticator.ts";
import { client } from "../api/client.ts";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { LevelPanel } from "../documents/LevelPanel.tsx";
import { CodeEntry } from "../parts/CodeEntry.tsx";
import { Confirm } from "../parts/Confirm.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { toDay, toMoment } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { AccountHead } from "./AccountHead.tsx";
import { AddPasskey } from "./AddPasskey.tsx";

type Passkey = Output<"listPasskeys">["passkeys"][number];

const forgetAll = () => forgetAnswers("passkeys", "sessions", "account", "notices");

/** The devices that can sign one in: add one, remove one. */
export function PasskeysPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  const answer = useAnswer("passkeys", () => client.listPasskeys());
  const isCode = session.level === "code";
  return (
    <section className="narrow">
      <AccountHead title={words.passkeys.title} lead={words.passkeys.lead} />
      {isCode ? <LevelPanel /> : null}
      <Loaded answer={answer}>
        {({ passkeys }) => (
          <>
            {passkeys.length === 0 ? <p className="notice">{words.passkeys.none}</p> : null}
            <ul className="entries">
              {passkeys.map((passkey) => (
                <li key={passkey.id}>
                  <Entry passkey={passkey} canRemove={!isCode} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {isCode ? (
        <p className="hint">{words.passkeys.needPasskey}</p>
      ) : hasPasskeys() ? (
        <AddPasskey added={forgetAll} />
      ) : null}
    </section>
  );
}

type EntryProps = { readonly passkey: Passkey; readonly canRemove: boolean };

function Entry({ passkey, canRemove }: EntryProps) {
  const { words, language } = useWords();
  const texts = words.passkeys;
  const { id, name, synced, createdAt, lastUsedAt, current } = passkey;
  const used =
    lastUsedAt === null ? "" : ` · ${fill(texts.used, { day: toDay(lastUsedAt, language) })}`;
  return (
    <>
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>{" "}
        {current ? <span className="tag">{texts.current}</span> : null}
      </p>
      <p className="hint">
        {fill(texts.added, { day: toDay(createdAt, language) })}
        {used} · {synced ? texts.synced : texts.bound}
      </p>
      <Waiting passkey={passkey} />
      {canRemove ? <Remove id={id} name={name} /> : null}
    </>
  );
}

/** What a new one still lacks. */
function Waiting({ passkey: { id, state, goodFrom } }: { readonly passkey: Passkey }) {
  const { words, language } = useWords();
  if (state === "needs-code")
    return (
      <CodeEntry
        lead={words.passkeys.needsCode}
        endsAt={null}
        give={async (code) => {
          await client.givePasskeyCode({ params: { id }, body: { code } });
          forgetAll();
        }}
      />
    );
  if (state === "good" || goodFrom === null) return null;
  const time = toMoment(goodFrom, language);
  return <p className="notice">{fill(words.passkeys.waiting, { time })}</p>;
}

function Remove({ id, name }: Pick<Passkey, "id" | "name">) {
  const { words } = useWords();
  const [isAsked, ask] = useState(false);
  const removing = useAct(async () => {
    await client.removePasskey({ params: { id } });
    forgetAll();
  });
  return (
    <Confirm
      act={words.passkeys.remove}
      question={fill(words.passkeys.removeTitle, { name })}
      lead={words.passkeys.removeLead}
      isAsked={isAsked}
      ask={ask}
      doing={removing}
    />
  );
}

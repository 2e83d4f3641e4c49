import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { hasPasskeys } from "../../ui/passkey/askAuthenticator.ts";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { Fault } from "../parts/Fault.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { nameDevice } from "../passkey/nameDevice.ts";
import { addPasskey, signInWithPasskey } from "../passkey/signIn.ts";
import { toMoment } from "../words/times.ts";
import { currentTexts, useWords } from "../words/useWords.ts";

/** What cannot be done after a sign-in with a code, and the step that changes it. */
export function LevelPanel() {
  const { words } = useWords();
  const passkeys = useAnswer("passkeys", () => client.listPasskeys());
  return (
    <aside className="panel level" aria-labelledby="level-title">
      <h2 id="level-title">{words.level.title}</h2>
      <p>{words.level.lead}</p>
      <p className="hint">{words.level.cannot}</p>
      {hasPasskeys() ? (
        <Loaded answer={passkeys}>
          {(content) => (content.passkeys.length === 0 ? <MakePasskey /> : <UsePasskey />)}
        </Loaded>
      ) : (
        <p>{words.signIn.noPasskeys}</p>
      )}
    </aside>
  );
}

/** Makes the account's first passkey, then signs in with it: that is what shows what documents say. */
function MakePasskey() {
  const { words, language } = useWords();
  const [goodFrom, setGoodFrom] = useState<number | null>(null);
  const { isBusy, fault, run } = useAct(async () => {
    const made = await addPasskey(nameDevice() ?? currentTexts().words.level.name);
    setGoodFrom(made.goodFrom);
    forgetAnswers("account", "sessions", "notices");
  });
  if (goodFrom !== null)
    return (
      <>
        <p role="status">
          {words.level.made} {fill(words.level.waits, { time: toMoment(goodFrom, language) })}
        </p>
        <UsePasskey />
      </>
    );
  return (
    <>
      <button type="button" className="main wide" disabled={isBusy} onClick={() => void run()}>
        <Icon name="finger" />
        {isBusy ? words.level.making : words.level.make}
      </button>
      <Fault fault={fault} />
    </>
  );
}

function UsePasskey() {
  const { words } = useWords();
  const { isBusy, fault, run } = useAct(() => signInWithPasskey());
  return (
    <>
      <button type="button" className="main wide" disabled={isBusy} onClick={() => void run()}>
        <Icon name="finger" />
        {isBusy ? words.signIn.passkeyWait : words.level.signInNow}
      </button>
      <Fault fault={fault} />
    </>
  );
}

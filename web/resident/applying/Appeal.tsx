import { useRef, useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers } from "../api/useAnswer.ts";
import { go, home } from "../app/route.ts";
import { Fault } from "../parts/Fault.tsx";
import { toDay } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

/** As the API's `applicationWordsCharacters`. */
const wordsCharacters = 1_000;

type Props = { readonly id: string; readonly until: number };

/** One button, then why: another person decides. */
export function Appeal({ id, until }: Props) {
  const { words, language } = useWords();
  const texts = words.applying;
  const [isOpen, open] = useState(false);
  const [reason, setReason] = useState("");
  const key = useRef(crypto.randomUUID());
  const sending = useAct(async () => {
    const made = await client.appealMyApplication({
      params: { id } as never,
      headers: { "idempotency-key": key.current },
      body: { reason: reason.trim() },
    });
    forgetAnswers("application", "notices");
    go(`${home}/applications/${made.id}`);
  });
  if (!isOpen)
    return (
      <div className="acts">
        <button type="button" className="quiet" onClick={() => open(true)}>
          {texts.appeal}
        </button>
      </div>
    );
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") void sending.run();
      }}
    >
      <h2>{texts.appeal}</h2>
      <p>{fill(texts.appealLead, { day: toDay(until, language) })}</p>
      <label htmlFor="appeal">{texts.appealWhy}</label>
      <textarea
        id="appeal"
        rows={4}
        required
        maxLength={wordsCharacters}
        value={reason}
        onInput={({ currentTarget }) => {
          key.current = crypto.randomUUID();
          setReason(currentTarget.value);
        }}
      />
      <button type="submit" className="main wide" disabled={sending.isBusy}>
        {sending.isBusy ? texts.sending : texts.appealSend}
      </button>
      <Fault fault={sending.fault} />
    </form>
  );
}

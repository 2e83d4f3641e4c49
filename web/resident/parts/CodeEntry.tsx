import { type ReactNode, useEffect, useState } from "react";
import { fill } from "../../ui/fill.ts";
import { isProblem } from "../api/explainFault.ts";
import { triesLeft } from "../api/triesLeft.ts";
import { useAct } from "../api/useAct.ts";
import { useNow } from "../app/useNow.ts";
import { toCountdown } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";
import { CodeField } from "./CodeField.tsx";
import { Fault } from "./Fault.tsx";

type Props = {
  /** What the reader is waiting for. */
  readonly lead: string;
  /** Unix seconds; null: not known. */
  readonly endsAt: number | null;
  readonly give: (code: string) => Promise<unknown>;
  readonly children?: ReactNode;
};

/** A code that came to the reader's phone: how long it counts, how many tries are left, what to do. */
export function CodeEntry({ lead, endsAt, give, children }: Props) {
  const { words } = useWords();
  const now = useNow();
  const [digits, setDigits] = useState("");
  const { isBusy, fault, run, clear } = useAct(async (code: string) => {
    try {
      await give(code);
    } catch (error) {
      setDigits("");
      throw error;
    }
  });
  useEffect(() => {
    // What was wrong with the code before says nothing about a new one.
    if (endsAt !== null) clear();
  }, [endsAt, clear]);
  const isOver = (endsAt !== null && endsAt <= now) || isProblem(fault, "sign_in.ended");
  const tries = triesLeft(fault);
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run(digits);
      }}
    >
      <p>{lead}</p>
      <CodeField
        value={digits}
        change={setDigits}
        full={(code) => void run(code)}
        isDisabled={isBusy || isOver}
      />
      <p className="hint" id="code-left">
        {isOver || endsAt === null
          ? null
          : fill(words.code.left, { time: toCountdown(endsAt - now) })}
      </p>
      {isOver ? (
        <p className="notice" role="alert">
          {words.code.over}
        </p>
      ) : (
        <Fault fault={fault} />
      )}
      {tries === null || isOver ? null : (
        <p className="hint">
          {tries === 1 ? words.code.triesOne : fill(words.code.tries, { count: tries })}
        </p>
      )}
      <button type="submit" className="main wide" disabled={isBusy || isOver || digits.length < 6}>
        {isBusy ? words.code.checking : words.code.check}
      </button>
      {children}
    </form>
  );
}

import { useEffect, useId, useRef } from "react";
import type { Act } from "../api/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { Fault } from "./Fault.tsx";

type Props = {
  /** What is done, in a word; on both buttons, unless `sure` is given. */
  readonly act: string;
  readonly sure?: string;
  readonly question: string;
  readonly lead: string;
  readonly isAsked: boolean;
  readonly ask: (isAsked: boolean) => void;
  readonly doing: Act<void>;
};

/** A button that asks once more before it does what cannot be undone. */
export function Confirm({ act, sure, question, lead, isAsked, ask, doing }: Props) {
  const { words } = useWords();
  const title = useId();
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked) safe.current?.focus();
  }, [isAsked]);
  if (!isAsked)
    return (
      <button type="button" className="quiet" onClick={() => ask(true)}>
        {act}
      </button>
    );
  return (
    <fieldset className="panel confirm" aria-labelledby={title}>
      <p id={title}>
        <strong>{question}</strong>
      </p>
      <p>{lead}</p>
      <Fault fault={doing.fault} />
      <div className="acts">
        <button
          type="button"
          className="danger"
          disabled={doing.isBusy}
          onClick={() => void doing.run()}
        >
          {sure ?? act}
        </button>
        <button ref={safe} type="button" className="quiet" onClick={() => ask(false)}>
          {words.app.cancel}
        </button>
      </div>
    </fieldset>
  );
}

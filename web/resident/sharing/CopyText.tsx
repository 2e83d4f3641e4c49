import { useState } from "react";
import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { useWords } from "../words/useWords.ts";

type Props = {
  readonly label: string;
  readonly text: string;
  readonly id: string;
  /** Over several lines. */
  readonly isLong?: boolean;
};

/** A text to be taken along. */
export function CopyText({ label, text, id, isLong = false }: Props) {
  const { words } = useWords();
  const [isCopied, setCopied] = useState(false);
  const { fault, run } = useAct(async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  });
  const whole = (field: HTMLInputElement | HTMLTextAreaElement) => field.select();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {isLong ? (
        <textarea
          id={id}
          readOnly
          rows={5}
          value={text}
          onFocus={({ currentTarget }) => whole(currentTarget)}
        />
      ) : (
        <input
          id={id}
          type="text"
          readOnly
          value={text}
          onFocus={({ currentTarget }) => whole(currentTarget)}
        />
      )}
      <p className="acts">
        <button type="button" onClick={() => void run()}>
          {words.sharing.copy}
        </button>
        <span role="status">{isCopied ? words.sharing.copied : ""}</span>
      </p>
      <Fault fault={fault} />
    </>
  );
}

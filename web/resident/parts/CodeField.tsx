import { useEffect, useRef } from "react";
import { useWords } from "../words/useWords.ts";

type Props = {
  readonly value: string;
  readonly change: (digits: string) => void;
  /** Told when all six are there. */
  readonly full: (digits: string) => void;
  readonly isDisabled: boolean;
};

const length = 6;

/** Six digits, which a phone fills in from the message itself. Others that were pasted with them are left out. */
export function CodeField({ value, change, full, isDisabled }: Props) {
  const { words } = useWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <label htmlFor="code">{words.code.label}</label>
      <input
        ref={field}
        id="code"
        className="code"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        required
        disabled={isDisabled}
        aria-describedby="code-left"
        value={value}
        onInput={({ currentTarget }) => {
          const digits = currentTarget.value.normalize("NFKC").replace(/\D/g, "").slice(0, length);
          currentTarget.value = digits;
          change(digits);
          if (digits.length === length) full(digits);
        }}
      />
    </>
  );
}

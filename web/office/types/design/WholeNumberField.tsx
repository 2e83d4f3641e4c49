import { TextInput } from "@mantine/core";
import { useState } from "react";

type Props = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly error?: string | undefined;
  onChange(value: number): void;
};

/** A whole number within bounds. A wrong text stays while one writes, and is put right when one leaves. */
export function WholeNumberField({ label, value, min, max, error, onChange }: Props) {
  const [text, setText] = useState<string | null>(null);
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      autoComplete="off"
      error={error}
      value={text ?? String(value)}
      onBlur={() => setText(null)}
      onChange={({ currentTarget: { value: written } }) => {
        setText(written);
        const number = Number(written.trim());
        if (/^-?\d{1,15}$/.test(written.trim()) && number >= min && number <= max) onChange(number);
      }}
    />
  );
}

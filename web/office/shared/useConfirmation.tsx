import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

type Confirmation = {
  readonly isConfirmed: boolean;
  /** Shows that it is missing. */
  ask(): void;
  readonly field: ReactNode;
};

/**
 * A text that is typed before what cannot be undone.
 * @param text null: it can be undone, and nothing is asked
 * @param hint what the text is
 */
export function useConfirmation(text: string | null, hint: string): Confirmation {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const isConfirmed = text === null || typed.trim() === text;
  const field =
    text === null ? null : (
      <TextInput
        label={t("act.confirm", { text })}
        description={hint}
        error={isAsked && !isConfirmed ? t("act.confirmWrong", { text }) : undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    );
  return { isConfirmed, ask: () => setIsAsked(true), field };
}

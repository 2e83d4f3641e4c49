import { Button, CopyButton } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "../app/Announcer.tsx";

type Props = {
  readonly secret: string;
  /** What it is, and what to do with it. */
  readonly text: string;
  /** Told to those who do not see it. */
  readonly made: string;
  /** What else there is to say. */
  readonly note?: string | undefined;
  /** What else there is to do. */
  readonly children?: ReactNode;
  onClose(): void;
};

/** A new secret: shown this once, kept nowhere. */
export function Secret({ secret, text, made, note, children, onClose }: Props) {
  const { t } = useTranslation();
  useEffect(() => announce(made), [made]);
  return (
    <div className="stack">
      <p>{text}</p>
      <code className="secret">{secret}</code>
      {note === undefined ? null : <p>{note}</p>}
      <div className="acts">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button onClick={copy}>{t(copied ? "keys.copied" : "keys.copy")}</Button>
          )}
        </CopyButton>
        {children}
        <Button variant="default" onClick={onClose}>
          {t("keys.kept")}
        </Button>
      </div>
    </div>
  );
}

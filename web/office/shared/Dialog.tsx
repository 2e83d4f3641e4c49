import { CloseButton } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";

type Props = {
  readonly title: string;
  readonly isOpen: boolean;
  /** At the side instead of the middle. */
  readonly isDrawer?: boolean;
  onClose(): void;
  readonly children: ReactNode;
};

/** The browser's own modal dialog: it holds the focus, gives it back, and closes with Escape. */
export function Dialog({ title, isOpen, isDrawer = false, onClose, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      className={isDrawer ? "drawer" : "dialog"}
      aria-labelledby={id}
      onClose={onClose}
    >
      {isOpen ? (
        <>
          <div className="dialog-head">
            <h2 id={id}>{title}</h2>
            <CloseButton aria-label={t("common.close")} onClick={onClose} />
          </div>
          {children}
        </>
      ) : null}
    </dialog>
  );
}

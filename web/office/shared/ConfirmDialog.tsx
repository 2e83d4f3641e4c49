import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog.tsx";
import { ProblemNotice } from "./ProblemNotice.tsx";

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  /** What follows from it. */
  readonly text: string;
  /** What the button says that does it. */
  readonly act: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  onConfirm(): void;
  onClose(): void;
};

/** Asks once more before what cannot be undone. */
export function ConfirmDialog(props: Props) {
  const { isOpen, title, text, act, isPending, error, onConfirm, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <div className="stack">
        <p>{text}</p>
        {error ? <ProblemNotice error={error} /> : null}
        <div className="acts">
          <Button color="red" loading={isPending} onClick={onConfirm}>
            {act}
          </Button>
          <Button variant="default" onClick={onClose} autoFocus>
            {t("common.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

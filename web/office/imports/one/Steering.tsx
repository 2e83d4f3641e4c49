import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Import } from "../../api/requests/useImport.ts";
import { type Steering as Act, useSteerImport } from "../../api/requests/useSteerImport.ts";
import { announce } from "../../app/Announcer.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";

/** Stop it, go on with it, end it; give up the rows that are kept. Only what can be done now. */
export function Steering({ import: one }: { readonly import: Import }) {
  const { t } = useTranslation();
  const { mutate, isPending, error, reset } = useSteerImport(one.id);
  const [asked, setAsked] = useState<"cancel" | "discard" | null>(null);
  const act = (name: Act) =>
    mutate(name, {
      onSuccess: () => {
        setAsked(null);
        announce(t(`imports.done.${name}`));
      },
    });
  const close = () => {
    setAsked(null);
    reset();
  };
  const { state } = one;
  const isOpen = state === "running" || state === "paused";
  const isKept = state === "done" && one.heldUntil !== null;
  return (
    <div className="acts">
      {state === "running" ? (
        <Button variant="default" loading={isPending} onClick={() => act("pause")}>
          {t("imports.pause")}
        </Button>
      ) : null}
      {state === "paused" ? (
        <Button loading={isPending} onClick={() => act("resume")}>
          {t("imports.resume")}
        </Button>
      ) : null}
      {isOpen ? (
        <Button variant="default" onClick={() => setAsked("cancel")}>
          {t("imports.cancel")}
        </Button>
      ) : null}
      {isKept ? (
        <Button variant="default" onClick={() => setAsked("discard")}>
          {t("imports.discard")}
        </Button>
      ) : null}
      {error && asked === null ? <ProblemNotice error={error} /> : null}
      <Dialog
        isOpen={asked !== null}
        onClose={close}
        title={asked === "discard" ? t("imports.discardTitle") : t("imports.cancelTitle")}
      >
        <div className="stack">
          <p>{asked === "discard" ? t("imports.discardText") : t("imports.cancelText")}</p>
          {error ? <ProblemNotice error={error} /> : null}
          <div className="acts">
            <Button
              color="red"
              loading={isPending}
              onClick={() => {
                if (asked) act(asked);
              }}
            >
              {asked === "discard" ? t("imports.discard") : t("imports.cancel")}
            </Button>
            <Button variant="default" onClick={close}>
              {t("common.close")}
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}

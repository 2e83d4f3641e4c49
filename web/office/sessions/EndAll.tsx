import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndAllSessions } from "../api/requests/useEndAllSessions.ts";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";

/** Signs out everywhere, for officers who fear that somebody else has their session. */
export function EndAll() {
  const { t } = useTranslation();
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending } = useEndAllSessions();
  return (
    <>
      <Button variant="default" className="danger" onClick={() => setIsAsked(true)}>
        {t("sessions.endAll")}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={t("sessions.endAll")}
        text={t("sessions.endAllText")}
        act={t("sessions.endAll")}
        isPending={isPending}
        error={error}
        onConfirm={() => mutate()}
        onClose={() => setIsAsked(false)}
      />
    </>
  );
}

import { Alert, Button, Loader } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { OpenedInvitation } from "../api/requests/useOpenInvitation.ts";
import { announce } from "../app/Announcer.tsx";
import { PageHead } from "../app/PageHead.tsx";
import { Facts } from "../shared/Facts.tsx";

type Props = {
  readonly account: NonNullable<OpenedInvitation["invitation"]["account"]>;
  readonly authority: string;
};

/** What became of the account that the passkey controls. */
export function Account({ account: { address, state }, authority }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    if (state === "made") announce(t("invitation.doneTitle"));
  }, [state, t]);
  return (
    <>
      <PageHead
        title={t(state === "made" ? "invitation.doneTitle" : "invitation.account")}
        lead={state === "made" ? t("invitation.doneText", { authority }) : undefined}
      />
      {state === "sent" ? (
        <p className="under-way" role="status">
          <Loader size="sm" /> {t("invitation.working")}
        </p>
      ) : null}
      {state === "failed" ? (
        <Alert className="notice bad" role="alert">
          {t("invitation.failed")}
        </Alert>
      ) : (
        <Facts
          facts={[
            { title: t("invitation.account"), value: <code className="long">{address}</code> },
          ]}
        />
      )}
      {state === "made" ? (
        <Button component={Link} to="/sign-in">
          {t("invitation.signIn")}
        </Button>
      ) : null}
    </>
  );
}

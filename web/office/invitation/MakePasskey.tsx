import { Alert, Button } from "@mantine/core";
import { ApiProblem } from "@sello/api/client";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { hasPasskeys } from "../../ui/passkey/askAuthenticator.ts";
import { useAcceptInvitation } from "../api/requests/useAcceptInvitation.ts";
import type { OpenedInvitation } from "../api/requests/useOpenInvitation.ts";
import { announce } from "../app/Announcer.tsx";
import { PasskeyFault } from "../passkey/PasskeyFault.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";

type Props = { readonly secret: string; readonly opened: OpenedInvitation };

/** What a passkey is, in plain words, and the button that makes one. */
export function MakePasskey({ secret, opened }: Props) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useAcceptInvitation(secret);
  useEffect(() => {
    if (isPending) announce(t("passkey.inProgress"));
  }, [isPending, t]);
  const domain = opened.relyingParty.id;
  return (
    <>
      <section className="plain-words" aria-labelledby="what-passkey">
        <h2 id="what-passkey">{t("invitation.what")}</h2>
        <ul>
          <li>{t("invitation.whatKey")}</li>
          <li>{t("invitation.whatAccount", { domain })}</li>
          <li>{t("invitation.whatRights")}</li>
        </ul>
      </section>
      {error ? <Fault error={error} /> : null}
      {hasPasskeys() ? (
        <Button size="md" loading={isPending} onClick={() => mutate(opened)}>
          {t("invitation.make")}
        </Button>
      ) : (
        <Alert className="notice wait" role="status">
          {t("invitation.noPasskeys")}
        </Alert>
      )}
      <p className="fine" hidden={!isPending}>
        {t("passkey.inProgress")}
      </p>
    </>
  );
}

function Fault({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  if (!(error instanceof ApiProblem))
    return (
      <PasskeyFault
        error={error}
        title={t("invitation.refusedTitle")}
        text={t("invitation.refusedText")}
      />
    );
  return (
    <>
      <ProblemNotice error={error} />
      {error.code.startsWith("passkey.") ? <p>{t("invitation.unfitText")}</p> : null}
    </>
  );
}

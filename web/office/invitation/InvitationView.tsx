import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { OpenedInvitation } from "../api/requests/useOpenInvitation.ts";
import { PageHead } from "../app/PageHead.tsx";
import { Facts } from "../shared/Facts.tsx";
import { Account } from "./Account.tsx";
import { MakePasskey } from "./MakePasskey.tsx";

type Props = { readonly secret: string; readonly opened: OpenedInvitation };

/** What the invitation says, and what can be done with it in its state. */
export function InvitationView({ secret, opened }: Props) {
  const { t } = useTranslation();
  const { local, moment } = useFormats();
  const { invitation, authorityName } = opened;
  const { state, account, name, roles, endsAt } = invitation;
  const authority = local(authorityName);
  if (account !== null) return <Account account={account} authority={authority} />;
  return (
    <>
      <PageHead title={t("invitation.title")} lead={t("invitation.lead", { authority })} />
      <Facts
        facts={[
          { title: t("invitation.person"), value: name },
          {
            title: t("invitation.roles"),
            value: roles.map((role) => t(`role.${role}`)).join(" · "),
          },
          { title: t("invitation.until"), value: moment(endsAt) },
        ]}
      />
      {state === "open" ? (
        <MakePasskey secret={secret} opened={opened} />
      ) : (
        <>
          <Alert className="notice wait" role="status">
            {t(state === "expired" ? "invitation.over.expired" : "invitation.over.revoked")}
          </Alert>
          <Button component={Link} to="/sign-in" variant="default">
            {t("invitation.signIn")}
          </Button>
        </>
      )}
    </>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Invitation } from "../api/requests/useInvitations.ts";
import { appointPath } from "./officers.ts";
import type { Stage } from "./stageOf.ts";

type Props = {
  readonly invitation: Invitation;
  readonly stage: Stage;
  /** Accounts with a role at the authority, in lowercase. */
  readonly officers: readonly string[];
  onRevoke(invitation: Invitation): void;
};

/** What the administrator does next: dismiss what is lost, appoint what is there, take back what is not wanted. */
export function NextSteps({ invitation, stage, officers, onRevoke }: Props) {
  const { t } = useTranslation();
  const { authority, name, replaces, account, roles } = invitation;
  const isLostInOffice = replaces !== null && officers.includes(replaces.toLowerCase());
  const isOver = stage === "expired" || stage === "revoked" || stage === "failed";
  return (
    <span className="steps">
      {isLostInOffice && !isOver ? (
        <Button
          component={Link}
          to={appointPath(authority, replaces, [])}
          size="compact-sm"
          variant="default"
          className="danger"
        >
          {t("invitations.dismiss")}
        </Button>
      ) : null}
      {stage === "made" && account ? (
        <Button
          component={Link}
          to={appointPath(authority, account.address, roles)}
          size="compact-sm"
          aria-label={t("invitations.appointOf", { name })}
        >
          {t("invitations.appoint")}
        </Button>
      ) : null}
      {stage === "open" ? (
        <Button size="compact-sm" variant="default" onClick={() => onRevoke(invitation)}>
          {t("invitations.takeBack")}
        </Button>
      ) : null}
    </span>
  );
}

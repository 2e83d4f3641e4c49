import { Button } from "@mantine/core";
import type { Output } from "@sello/api/client";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Secret } from "../shared/Secret.tsx";
import { appointPath } from "./officers.ts";

type Props = { readonly created: Output<"createInvitation">; onClose(): void };

/** A new invitation's link: shown this once, kept nowhere. Its secret is behind the hash, so no server is sent it. */
export function InvitationLink({ created: { invitation, secret }, onClose }: Props) {
  const { t } = useTranslation();
  const { name, authority, replaces } = invitation;
  return (
    <Secret
      secret={`${window.location.origin}/office/invitation#${secret}`}
      text={t("invitations.linkText", { name })}
      made={t("invitations.made")}
      note={replaces === null ? undefined : t("invitations.lostText")}
      onClose={onClose}
    >
      {replaces === null ? null : (
        <Button
          component={Link}
          to={appointPath(authority, replaces, [])}
          variant="default"
          className="danger"
        >
          {t("invitations.dismiss")}
        </Button>
      )}
    </Secret>
  );
}

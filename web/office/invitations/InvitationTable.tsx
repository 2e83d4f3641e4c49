import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import type { Invitation } from "../api/requests/useInvitations.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Pill, type Tone } from "../shared/Pill.tsx";
import { useNames } from "../shared/useNames.ts";
import { NextSteps } from "./NextSteps.tsx";
import { officersOf } from "./officers.ts";
import { RevokeDialog } from "./RevokeDialog.tsx";
import { type Stage, stageOf } from "./stageOf.ts";

const tones = {
  open: "wait",
  sent: "wait",
  made: "wait",
  appointed: "good",
  failed: "bad",
  expired: "calm",
  revoked: "calm",
} as const satisfies Readonly<Record<Stage, Tone>>;

export function InvitationTable({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const names = useNames();
  const { data: authorities } = useAuthorities();
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const officersAt = (slug: string) =>
    officersOf(authorities?.find((authority) => authority.slug === slug));
  return (
    <>
      <DataTable
        label={t("invitations.title")}
        rows={invitations}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "name",
            title: t("invitations.name"),
            render: ({ name, authority }) => (
              <>
                <strong>{name}</strong>
                <small>{names.authority(authority)}</small>
              </>
            ),
          },
          {
            key: "roles",
            title: t("invitations.roles"),
            render: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(" · "),
          },
          {
            key: "state",
            title: t("invitations.state"),
            render: (invitation) => {
              const stage = stageOf(invitation, officersAt(invitation.authority));
              return (
                <>
                  <Pill tone={tones[stage]}>{t(`invitations.stateOf.${stage}`)}</Pill>{" "}
                  {invitation.account ? (
                    <code className="long">{invitation.account.address}</code>
                  ) : null}
                </>
              );
            },
          },
          {
            key: "until",
            title: t("invitations.until"),
            render: ({ endsAt, state }) => (state === "open" ? moment(endsAt) : "–"),
          },
          {
            key: "next",
            title: t("invitations.next"),
            atEnd: true,
            render: (invitation) => {
              const officers = officersAt(invitation.authority);
              return (
                <NextSteps
                  invitation={invitation}
                  stage={stageOf(invitation, officers)}
                  officers={officers}
                  onRevoke={setRevoking}
                />
              );
            },
          },
        ]}
      />
      <RevokeDialog invitation={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

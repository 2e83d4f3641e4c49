import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useInvitations } from "../api/requests/useInvitations.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useActing, useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { InvitationTable } from "./InvitationTable.tsx";
import { NewInvitationDialog } from "./NewInvitationDialog.tsx";

export function Page() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const [isOpen, dialog] = useDisclosure(false);
  const { authority } = useActing();
  const mayAdminister = useMay("administer");
  const isAllowed = useMay("administer", "signer");
  const invitations = useInvitations(isAllowed);
  const name = authority ? local(authority.name) : "";
  return (
    <>
      <PageHead
        title={t("invitations.title")}
        lead={t("invitations.lead")}
        actions={isAllowed ? <Button onClick={dialog.open}>{t("invitations.new")}</Button> : null}
      />
      {isAllowed && !mayAdminister ? <p className="calm">{t("invitations.asSigner")}</p> : null}
      {isAllowed ? (
        <Loaded of={invitations} lines={6}>
          {(found) =>
            found.length === 0 ? (
              <Empty text={t("invitations.none", { name })} />
            ) : (
              <InvitationTable invitations={found} />
            )
          }
        </Loaded>
      ) : (
        <NotAllowed />
      )}
      <NewInvitationDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

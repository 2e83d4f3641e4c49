import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useTypeDraft } from "../../api/requests/useTypeDraft.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay, useStands } from "../../app/useActing.ts";
import { Empty } from "../../shared/Empty.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { Trial } from "./Trial.tsx";

/** A draft is tried before anybody approves it: as it was last saved. */
export function Page() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const mayAdminister = useMay("administer");
  const isSigner = useStands("signer");
  const isAllowed = mayAdminister || isSigner;
  const asked = useTypeDraft(isAllowed ? id : null);
  if (!isAllowed)
    return (
      <>
        <PageHead title={t("types.title")} />
        <NotAllowed />
      </>
    );
  return (
    <Loaded of={asked}>
      {({ documentType }) =>
        documentType ? (
          <Trial key={documentType.id} type={documentType} />
        ) : (
          <Empty text={t("trial.notYet")} to={`/types/drafts/${id}`} action={t("trial.toDraft")} />
        )
      }
    </Loaded>
  );
}

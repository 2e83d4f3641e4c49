import type { TypeDesign } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useTypeDraft } from "../../api/requests/useTypeDraft.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { emptyDesign } from "../design/newDesign.ts";
import { DraftEditor } from "./DraftEditor.tsx";

/** A type from the beginning, or the next version of one that was published. */
export function Page() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const from = search.get("from");
  const asked = useTypeDraft(from);
  if (!useMay("administer"))
    return (
      <>
        <PageHead title={t("design.newTitle")} />
        <NotAllowed />
      </>
    );
  if (from === null) return <Begin design={emptyDesign} />;
  return (
    <Loaded of={asked}>
      {({ design }) => <Begin design={{ ...design, version: design.version + 1 }} />}
    </Loaded>
  );
}

function Begin({ design }: { readonly design: TypeDesign }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("design.newTitle")} lead={t("design.lead")} />
      <DraftEditor draft={null} initial={design} />
    </>
  );
}

import { useTranslation } from "react-i18next";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { Join } from "./Join.tsx";
import { Person } from "./Person.tsx";
import { useIsDesk } from "./useIsDesk.ts";
import { Waiting } from "./Waiting.tsx";

/** Where residents come with their card. What one enters is personal data: it is in no address, and goes with the page. */
export function Page() {
  const { t } = useTranslation();
  const isDesk = useIsDesk();
  const mayConfirm = useMay("revoke");
  return (
    <>
      <PageHead title={t("desk.title")} lead={t("desk.lead")} />
      {isDesk ? (
        <>
          <Join />
          <Person />
        </>
      ) : null}
      {mayConfirm ? <Waiting /> : null}
      {isDesk || mayConfirm ? null : <NotAllowed />}
    </>
  );
}

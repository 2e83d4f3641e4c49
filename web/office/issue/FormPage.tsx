import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { useAuthority } from "../api/requests/useAuthority.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useActing, useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { IssueForm } from "./IssueForm.tsx";
import { useIssuable } from "./useIssuable.ts";

export function Page() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { type: name = "" } = useParams();
  const { authority } = useActing();
  const slug = authority?.slug ?? "";
  const asked = useAuthority(slug);
  const issuable = useIssuable(slug);
  const type = issuable?.find((each) => each.name === name);
  if (!useMay("issue"))
    return (
      <>
        <PageHead title={t("issue.title")} />
        <NotAllowed />
      </>
    );
  if (type && authority)
    return (
      <>
        <PageHead
          title={t("issue.one", { title: local(type.title) })}
          lead={t("issue.inName", { name: local(authority.name) })}
        />
        <IssueForm key={`${slug} ${type.id}`} type={type} issuer={local(authority.name)} />
      </>
    );
  return (
    <>
      <PageHead title={t("issue.title")} />
      <Loaded of={{ ...asked, data: issuable }}>
        {() => <Empty text={t("issue.notThis")} to="/issue" action={t("issue.others")} />}
      </Loaded>
    </>
  );
}

import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type Authority, useAuthority } from "../../api/requests/useAuthority.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { AuthorityState } from "../AuthorityState.tsx";
import { Accreditations } from "./Accreditations.tsx";
import { Below } from "./Below.tsx";
import { Governing } from "./Governing.tsx";
import { History } from "./History.tsx";
import { Identity } from "./Identity.tsx";
import { Officers } from "./Officers.tsx";
import { SigningKeys } from "./SigningKeys.tsx";
import { ToIssue } from "./ToIssue.tsx";
import { UnderWay } from "./UnderWay.tsx";

export function Page() {
  const { slug = "" } = useParams();
  const { t } = useTranslation();
  const authority = useAuthority(slug);
  if (!authority.data)
    return (
      <>
        <PageHead title={t("authority.title")} />
        <Loaded of={authority}>{() => null}</Loaded>
      </>
    );
  return <AuthorityView key={slug} authority={authority.data} />;
}

function AuthorityView({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  return (
    <>
      <PageHead
        title={local(authority.name)}
        lead={t(`authority.kind.${authority.kind}`)}
        actions={<AuthorityState authority={authority} />}
      />
      <UnderWay authority={authority} />
      <ToIssue authority={authority} />
      <div className="two">
        <Identity authority={authority} />
        <Below authority={authority} />
      </div>
      <Accreditations authority={authority} />
      <Officers authority={authority} />
      <SigningKeys authority={authority} />
      <Governing authority={authority} />
      <History authority={authority} />
    </>
  );
}

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DocumentCard } from "../../ui/card/DocumentCard.tsx";
import { useFormats } from "../../ui/useFormats.ts";
import { useAuthority } from "../api/requests/useAuthority.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useActing, useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { useIssuable } from "./useIssuable.ts";

/** Which type is to be issued, of those that the authority is accredited for. */
export function Page() {
  const { t } = useTranslation();
  const { authority } = useActing();
  return (
    <>
      <PageHead title={t("issue.title")} lead={t("issue.lead")} />
      {useMay("issue") && authority ? <Choice slug={authority.slug} /> : <NotAllowed />}
    </>
  );
}

function Choice({ slug }: { readonly slug: string }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const authority = useAuthority(slug);
  const types = useIssuable(slug);
  return (
    <Loaded of={{ ...authority, data: types }}>
      {(issuable) =>
        issuable.length === 0 ? (
          <Empty
            text={t("issue.noTypes")}
            to={`/authorities/${slug}`}
            action={t("issue.seeAuthority")}
          />
        ) : (
          <ul className="gallery">
            {issuable.map((type) => (
              <li key={type.id}>
                <DocumentCard
                  type={type}
                  claims={{}}
                  issuer={authority.data ? local(authority.data.name) : ""}
                />
                <h2>
                  <Link to={`/issue/${type.name}`}>{local(type.title)}</Link>
                </h2>
                <p>{local(type.description)}</p>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { type Authority, useAuthority } from "../api/requests/useAuthority.ts";
import { PageHead } from "../app/PageHead.tsx";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { type ActOperation, defaultsOf, findAct } from "./actKinds.ts";
import { ActForm } from "./form/ActForm.tsx";
import { useActors } from "./useActors.ts";

/** One governing act on an authority: asked for in a form that the address may have filled, checked, then signed. */
export function Page() {
  const { slug = "", act = "" } = useParams();
  const { t } = useTranslation();
  const authority = useAuthority(slug);
  const found = findAct(act);
  if (!found)
    return (
      <>
        <PageHead title={t("nothing.title")} />
        <Empty text={t("nothing.text")} to={`/authorities/${slug}`} action={t("authority.title")} />
      </>
    );
  return (
    <>
      <PageHead title={t(`acts.name.${found.operation}`)} lead={<Where slug={slug} />} />
      <Loaded of={authority}>
        {(data) => (
          <Act
            key={`${slug}/${act}`}
            authority={data}
            operation={found.operation}
            preset={found.preset}
          />
        )}
      </Loaded>
    </>
  );
}

function Where({ slug }: { readonly slug: string }) {
  const { local } = useFormats();
  const { data } = useAuthority(slug);
  return <Link to={`/authorities/${slug}`}>{data ? local(data.name) : slug}</Link>;
}

type Props = {
  readonly authority: Authority;
  readonly operation: ActOperation;
  readonly preset: Readonly<Record<string, string>>;
};

function Act({ authority, operation, preset }: Props) {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const actors = useActors(authority, operation);
  if (actors === undefined) return <p className="calm">{t("common.loading")}</p>;
  if (actors.length === 0)
    return (
      <Empty
        text={t("acts.notYours")}
        to={`/authorities/${authority.slug}`}
        action={t("acts.back")}
      />
    );
  const given = { ...defaultsOf[operation], ...preset, ...Object.fromEntries(query) };
  return <ActForm authority={authority} operation={operation} given={given} actors={actors} />;
}

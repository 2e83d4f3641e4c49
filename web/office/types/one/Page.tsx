import { Button, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { DocumentCard } from "../../../ui/card/DocumentCard.tsx";
import { useFormats } from "../../../ui/useFormats.ts";
import { type DocumentType, useTypes } from "../../api/requests/useTypes.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { Claims } from "./Claims.tsx";
import { Rules } from "./Rules.tsx";

export function Page() {
  const { t } = useTranslation();
  const { name = "" } = useParams();
  const types = useTypes();
  return (
    <Loaded of={types}>
      {(all) => {
        const versions = all.filter((type) => type.name === name);
        if (versions.length > 0) return <TypeView key={name} versions={versions} />;
        return (
          <>
            <PageHead title={t("types.title")} />
            <Empty text={t("types.unknown")} to="/types" action={t("types.all")} />
          </>
        );
      }}
    </Loaded>
  );
}

function TypeView({ versions }: { readonly versions: readonly DocumentType[] }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const [search, setSearch] = useSearchParams();
  const newest = versions.toSorted((a, b) => b.version - a.version);
  const asked = Number(search.get("version"));
  const type = newest.find(({ version }) => version === asked) ?? newest[0];
  if (!type) return null;
  return (
    <>
      <PageHead
        title={local(type.title)}
        lead={local(type.description)}
        actions={
          <>
            <Button
              component={Link}
              to={`/types/${type.name}/try?version=${type.version}`}
              variant="default"
            >
              {t("trial.link")}
            </Button>
            <NativeSelect
              label={t("types.versionTitle")}
              value={type.version}
              onChange={({ currentTarget: { value } }) =>
                setSearch({ version: value }, { replace: true })
              }
              data={newest.map(({ version }) => ({
                value: String(version),
                label: String(version),
              }))}
            />
          </>
        }
      />
      <div className="two">
        <Rules type={type} />
        <DocumentCard type={type} claims={{}} issuer="" />
      </div>
      <Claims type={type} />
    </>
  );
}

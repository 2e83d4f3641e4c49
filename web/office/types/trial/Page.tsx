import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useTypes } from "../../api/requests/useTypes.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { Trial } from "./Trial.tsx";

/** A type that is published is tried: its newest version, or the one that is asked for. */
export function Page() {
  const { t } = useTranslation();
  const { name = "" } = useParams();
  const [search] = useSearchParams();
  const types = useTypes();
  return (
    <Loaded of={types}>
      {(all) => {
        const versions = all
          .filter((type) => type.name === name)
          .toSorted((a, b) => b.version - a.version);
        const asked = Number(search.get("version"));
        const type = versions.find(({ version }) => version === asked) ?? versions[0];
        if (type) return <Trial key={type.id} type={type} />;
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

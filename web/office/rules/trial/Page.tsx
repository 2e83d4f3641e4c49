import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type ItemRules, useItemRules } from "../../api/requests/useItemRules.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { VersionPage } from "../VersionPage.tsx";
import { LastMonth } from "./LastMonth.tsx";
import { OneCase } from "./OneCase.tsx";

/** Tries a version, as it is saved: on one case, and on what came in last month. */
export function Page() {
  const { t } = useTranslation();
  return (
    <VersionPage title={t("rules.try")}>{(version) => <OfVersion version={version} />}</VersionPage>
  );
}

function OfVersion({ version }: { readonly version: RuleVersion }) {
  const asked = useItemRules(version.item);
  return <Loaded of={asked}>{(item) => <Trial version={version} item={item} />}</Loaded>;
}

function Trial({ version, item }: { readonly version: RuleVersion; readonly item: ItemRules }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  return (
    <>
      <PageHead
        title={t("rules.tryTitle", { item: local(version.title) })}
        lead={t("rules.tryLead")}
        actions={
          <Button component={Link} to={`/rules/${version.id}`} variant="default">
            {t("rules.back")}
          </Button>
        }
      />
      <LastMonth version={version} item={item} />
      <OneCase version={version} item={item} />
    </>
  );
}

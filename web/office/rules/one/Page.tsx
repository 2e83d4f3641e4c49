import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type ItemRules, useItemRules } from "../../api/requests/useItemRules.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { isNow } from "../../shared/isNow.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { StatePill } from "../StatePill.tsx";
import { useMayMakeRules } from "../useMayMakeRules.ts";
import { VersionPage } from "../VersionPage.tsx";
import { RuleEditor } from "./RuleEditor.tsx";
import { RuleView } from "./RuleView.tsx";

export function Page() {
  const { t } = useTranslation();
  return (
    <VersionPage title={t("rules.title")}>
      {(version) => <OneVersion version={version} />}
    </VersionPage>
  );
}

function OneVersion({ version }: { readonly version: RuleVersion }) {
  const isComing = version.state === "published" && isNow(version);
  const asked = useItemRules(version.item, isComing ? version.number : null);
  return <Loaded of={asked}>{(item) => <Shown version={version} item={item} />}</Loaded>;
}

type Props = { readonly version: RuleVersion; readonly item: ItemRules };

function Shown({ version, item }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const mayMake = useMayMakeRules()(version.authority);
  const isOpen = version.state === "draft" && mayMake;
  const { id, title, number, state } = version;
  const isDraft = state === "draft" || number === null;
  return (
    <>
      <PageHead
        title={
          isDraft
            ? t("rules.draftTitle", { item: local(title) })
            : t("design.versionTitle", { title: local(title), version: number })
        }
        lead={isOpen ? t("rules.editLead") : t(`rules.stateLead.${state}`)}
        actions={
          <>
            <Button component={Link} to={`/rules/${id}/try`} variant="default">
              {t("rules.try")}
            </Button>
            <StatePill version={version} item={item} />
          </>
        }
      />
      {isOpen ? (
        <RuleEditor key={id} version={version} item={item} />
      ) : (
        <RuleView version={version} item={item} mayMake={mayMake} />
      )}
    </>
  );
}

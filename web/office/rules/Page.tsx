import { useTranslation } from "react-i18next";
import { useServiceItems } from "../api/requests/useItemRules.ts";
import { type RuleVersionSummary, useRuleVersions } from "../api/requests/useRuleVersions.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { ItemPanel } from "./ItemPanel.tsx";
import { useMayMakeRules } from "./useMayMakeRules.ts";

/** The rules of what residents apply for: of the authority, and of those below it. */
export function Page() {
  const { t } = useTranslation();
  const isAllowed = useMay("read");
  const versions = useRuleVersions(isAllowed);
  return (
    <>
      <PageHead title={t("rules.title")} lead={t("rules.lead")} />
      {isAllowed ? (
        <Loaded of={versions} lines={8}>
          {(all) => <Items versions={all} />}
        </Loaded>
      ) : (
        <NotAllowed />
      )}
      <p className="fine">
        <a href="/rules">{t("rules.public")}</a>
      </p>
    </>
  );
}

function Items({ versions }: { readonly versions: readonly RuleVersionSummary[] }) {
  const { t } = useTranslation();
  const mayMake = useMayMakeRules();
  const items = useServiceItems();
  return (
    <Loaded of={items} lines={8}>
      {(all) => {
        const shown = all.filter(
          ({ slug, answers }) =>
            mayMake(answers.slug) || versions.some(({ item }) => item === slug),
        );
        if (shown.length === 0) return <Empty text={t("rules.none")} />;
        return shown.map(({ slug, title, answers }) => (
          <ItemPanel
            key={slug}
            slug={slug}
            title={title}
            mayMake={mayMake(answers.slug)}
            versions={versions.filter(({ item }) => item === slug)}
          />
        ));
      }}
    </Loaded>
  );
}

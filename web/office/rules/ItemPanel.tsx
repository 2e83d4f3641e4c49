import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { LocalizedText } from "@sello/sdk";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { type ItemRules, useItemRules } from "../api/requests/useItemRules.ts";
import type { RuleVersionSummary } from "../api/requests/useRuleVersions.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Dialog } from "../shared/Dialog.tsx";
import { Panel } from "../shared/Panel.tsx";
import { NewVersion } from "./NewVersion.tsx";
import { StatePill } from "./StatePill.tsx";

type Props = {
  readonly slug: string;
  readonly title: LocalizedText;
  readonly versions: readonly RuleVersionSummary[];
  readonly mayMake: boolean;
};

/** One item: what is in force, and all its versions. */
export function ItemPanel({ slug, title, versions, mayMake }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const [isOpen, dialog] = useDisclosure(false);
  const { data: item } = useItemRules(slug);
  return (
    <Panel
      title={local(title)}
      aside={
        <a href={`/rules/${slug}`} className="fine">
          {t("rules.publicOne")}
        </a>
      }
    >
      <div className="stack">
        {item ? <p>{t(inForceKey(item), { number: item.version ?? 0 })}</p> : null}
        {versions.length === 0 ? null : (
          <VersionTable versions={versions} item={item} label={local(title)} />
        )}
        {mayMake ? (
          <div className="acts">
            <Button size="xs" variant="default" onClick={dialog.open}>
              {t("rules.begin")}
            </Button>
          </div>
        ) : null}
      </div>
      <Dialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("rules.beginOf", { item: local(title) })}
      >
        <NewVersion item={slug} onClose={dialog.close} />
      </Dialog>
    </Panel>
  );
}

function inForceKey({ version, versions }: ItemRules) {
  if (version === null) return "rules.noneInForce" as const;
  return versions.some(({ number, granted }) => number === version && granted)
    ? ("rules.decidesAlone" as const)
    : ("rules.decidesWithPerson" as const);
}

type TableProps = {
  readonly versions: readonly RuleVersionSummary[];
  readonly item: ItemRules | undefined;
  readonly label: string;
};

function VersionTable({ versions, item, label }: TableProps) {
  const { t } = useTranslation();
  const { day, moment } = useFormats();
  return (
    <DataTable
      label={label}
      rows={versions}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "number",
          title: t("rules.version"),
          render: ({ id, number, state }) => (
            <Link to={`/rules/${id}`}>
              {number === null || state === "draft"
                ? t("rules.draft")
                : t("types.version", { version: number })}
            </Link>
          ),
        },
        {
          key: "state",
          title: t("design.columnState"),
          render: (version) => <StatePill version={version} item={item} />,
        },
        {
          key: "from",
          title: t("rules.from"),
          render: ({ from }) => (from === 0 ? t("rules.always") : day(from)),
        },
        {
          key: "until",
          title: t("rules.until"),
          render: ({ until }) => (until === null ? t("rules.untilNext") : day(until)),
        },
        {
          key: "changed",
          title: t("design.columnChanged"),
          render: ({ changedAt }) => moment(changedAt),
        },
      ]}
    />
  );
}

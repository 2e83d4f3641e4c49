import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { BulkAct } from "../../api/requests/useBulkAct.ts";
import { type BulkOutcome, useBulkOutcomes } from "../../api/requests/useBulkOutcomes.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { More } from "../../shared/More.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Pill, type Tone } from "../../shared/Pill.tsx";

const kinds = ["requested", "refused", "waiting"] as const;
const tones: Readonly<Record<BulkOutcome["outcome"], Tone>> = {
  requested: "good",
  refused: "bad",
  waiting: "wait",
};

/** Why nothing was done to a document, by the codes of status acts. */
const refusals = {
  "document.unknown": "unknown",
  "status.not_entitled": "notEntitled",
  "status.already_suspended": "alreadySuspended",
  "status.already_revoked": "alreadyRevoked",
  "status.revoked_is_final": "isFinal",
  "status.not_suspended": "notSuspended",
  "telling.not_true": "notTrue",
} as const;

const isRefusal = (code: string): code is keyof typeof refusals => Object.hasOwn(refusals, code);

/** What became of each document. */
export function Outcomes({ act }: { readonly act: BulkAct }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<(typeof kinds)[number]>();
  const outcomes = useBulkOutcomes(act.id, outcome, act.requested + act.refused + act.documents);
  return (
    <Panel title={t("bulk.outcomes")}>
      <div className="filters">
        <NativeSelect
          label={t("bulk.show")}
          value={outcome ?? ""}
          onChange={({ currentTarget: { value } }) =>
            setOutcome(kinds.find((kind) => kind === value))
          }
          data={[
            { value: "", label: t("bulk.showAll") },
            ...kinds.map((kind) => ({ value: kind, label: t(`bulk.outcome.${kind}`) })),
          ]}
        />
      </div>
      <Loaded of={outcomes}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.outcomes);
          if (rows.length === 0) return <p className="calm">{t("bulk.noOutcomes")}</p>;
          return (
            <>
              <DataTable
                label={t("bulk.outcomes")}
                rows={rows}
                keyOf={({ document }) => document}
                columns={[
                  {
                    key: "document",
                    title: t("document.number"),
                    render: ({ document }) => (
                      <Link to={`/documents/${document}`}>
                        <code className="long">{document}</code>
                      </Link>
                    ),
                  },
                  {
                    key: "outcome",
                    title: t("bulk.outcomeTitle"),
                    render: (row) => <OutcomeText row={row} />,
                  },
                ]}
              />
              <More of={outcomes} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function OutcomeText({ row: { outcome, code } }: { readonly row: BulkOutcome }) {
  const { t } = useTranslation();
  return (
    <>
      <Pill tone={tones[outcome]}>{t(`bulk.outcome.${outcome}`)}</Pill>
      {code ? (
        <small>{isRefusal(code) ? t(`bulk.refusal.${refusals[code]}`) : <code>{code}</code>}</small>
      ) : null}
    </>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Import } from "../../api/requests/useImport.ts";
import { useResultFile } from "../../api/requests/useResultFile.ts";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { saveFile } from "../../shared/saveFile.ts";
import { RateChart } from "./RateChart.tsx";
import { useTimeLeft } from "./useTimeLeft.ts";

type Props = { readonly import: Import };

/** How far it is, drawn, and in figures. All of it is the service's, so that a page that is loaded again shows the same. */
export function Progress({ import: one }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const timeLeft = useTimeLeft(one);
  const { rows, state, dryRun } = one;
  const isRunning = state === "running";
  const figures = [
    { key: "total", title: t("imports.rows"), value: rows.total },
    dryRun
      ? { key: "valid", title: t("imports.right"), value: rows.valid }
      : { key: "issued", title: t("imports.issued"), value: rows.issued },
    { key: "existing", title: t("imports.existing"), value: rows.existing },
    { key: "rejected", title: t("imports.wrong"), value: rows.rejected },
  ] as const;
  return (
    <Panel
      title={t(dryRun ? "imports.checkTitle" : "imports.progress")}
      aside={state === "done" && rows.total > 0 ? <ResultFile import={one} /> : null}
    >
      <div className="stack">
        <Bar import={one} />
        <dl className="figures">
          {figures.map(({ key, title, value }) => (
            <div key={key} data-key={key}>
              <dt>
                <i className="swatch" data-key={key} />
                {title}
              </dt>
              <dd>{number(value)}</dd>
            </div>
          ))}
        </dl>
        {isRunning ? (
          <p className="calm" role="status">
            {one.ratePerSecond > 0
              ? `${t("imports.rate", { number: number(one.ratePerSecond) })} · `
              : null}
            {timeLeft}
          </p>
        ) : null}
        {isRunning ? <RateChart import={one} /> : null}
        {rows.cellsCleaned > 0 ? (
          <p className="fine">{t("imports.cleaned", { number: number(rows.cellsCleaned) })}</p>
        ) : null}
      </div>
    </Panel>
  );
}

const kinds = ["issued", "valid", "existing", "rejected"] as const;
const width = 1000;

/** Rows done, by what became of them, of all rows. */
function Bar({ import: one }: Props) {
  const { t } = useTranslation();
  const { rows } = one;
  const total = Math.max(rows.total, 1);
  let from = 0;
  const parts = kinds.map((key) => {
    const size = (rows[key] / total) * width;
    from += size;
    return { key, x: from - size, size };
  });
  return (
    <div
      role="progressbar"
      aria-label={t("imports.progress")}
      aria-valuemin={0}
      aria-valuemax={rows.total}
      aria-valuenow={rows.done}
    >
      <svg
        className="bar"
        viewBox={`0 0 ${width} 12`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {parts.map(({ key, x, size }) => (
          <rect key={key} data-key={key} x={x} y={0} width={size} height={12} />
        ))}
      </svg>
    </div>
  );
}

function ResultFile({ import: one }: Props) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { mutate, isPending, error } = useResultFile();
  const save = () =>
    mutate(
      { id: one.id, language },
      { onSuccess: (blob) => saveFile(blob, `${one.fileName}.result.csv`) },
    );
  return (
    <>
      <Button size="xs" variant="default" loading={isPending} onClick={save}>
        {t("imports.resultFile")}
      </Button>
      {error ? <ProblemNotice error={error} /> : null}
    </>
  );
}

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Import } from "../../api/requests/useImport.ts";
import { addSample, readSamples, type Sample } from "./samples.ts";

const width = 600;
const height = 90;
/** Fewer than these draw nothing that says anything. */
const samplesMin = 3;

/** Rows over time, and where they lead at this rate. */
export function RateChart({ import: one }: { readonly import: Import }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { id, rows, secondsLeft } = one;
  const [samples, setSamples] = useState(() => readSamples(id));
  useEffect(() => setSamples((before) => addSample(id, before, rows.done)), [id, rows.done]);
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || samples.length < samplesMin) return null;
  const endMs = last.atMs + (secondsLeft ?? 0) * 1000;
  const toPoint = ({ atMs, done }: Sample): string => {
    const x = ((atMs - first.atMs) / Math.max(endMs - first.atMs, 1)) * width;
    const y = height - (done / Math.max(rows.total, 1)) * height;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  const end = toPoint({ atMs: endMs, done: rows.total });
  return (
    <figure className="chart">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("imports.chart", { done: number(rows.done), total: number(rows.total) })}
      >
        <polygon
          className="area"
          points={`0,${height} ${samples.map(toPoint).join(" ")} ${toPoint(last).split(",")[0]},${height}`}
        />
        <polyline className="line" points={samples.map(toPoint).join(" ")} />
        <polyline className="ahead" points={`${toPoint(last)} ${end}`} />
      </svg>
      <figcaption className="fine">{t("imports.chartText")}</figcaption>
    </figure>
  );
}

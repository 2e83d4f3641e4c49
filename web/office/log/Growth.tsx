import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { LogEntry } from "../api/requests/useLogEntries.ts";

const width = 600;
const height = 120;
const gap = 2;
/** Fewer bars say nothing that the table does not. */
const barsMin = 3;

/** A bar for each of the newest entries, as high as it has documents. The table below says the same in words. */
export function Growth({ entries }: { readonly entries: readonly LogEntry[] }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const oldestFirst = entries.toReversed();
  const counts = oldestFirst.map(({ count }) => Number(count));
  const most = Math.max(...counts);
  const sum = counts.reduce((all, count) => all + count, 0);
  const [first, last] = [oldestFirst[0], oldestFirst.at(-1)];
  if (!first || !last || entries.length < barsMin) return null;
  const step = width / counts.length;
  const label = t("log.growthLabel", {
    entries: number(counts.length),
    documents: number(sum),
    most: number(most),
  });
  return (
    <figure className="growth">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="xMinYMax meet"
        role="img"
        aria-label={label}
      >
        {counts.map((count, at) => {
          const high = Math.max(2, heightOf(count, most));
          const x = at * step;
          const bar = Math.min(40, Math.max(1, step - gap));
          return (
            <rect
              key={oldestFirst[at]?.index}
              x={x}
              y={height - high}
              width={bar}
              height={high}
              rx="2"
            >
              <title>{t("log.documentsIn", { number: number(count) })}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className="fine">
        <span>{moment(first.anchoredAt)}</span>
        <span>{label}</span>
        <span>{moment(last.anchoredAt)}</span>
      </figcaption>
    </figure>
  );
}

/** By the square root: a batch of one is still seen beside one of a thousand. */
const heightOf = (count: number, most: number): number => Math.sqrt(count / most) * (height - 4);

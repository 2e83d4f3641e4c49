import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { ReachFigures } from "../api/requests/useReach.ts";
import { toBars } from "./toBars.ts";

const height = 100;
/** Room for as many, so that a single day is no wall. */
const barsMin = 21;

/** Documents by the day on which they were issued. The same in words, for those who cannot see it. */
export function Days({ days }: { readonly days: ReachFigures["days"] }) {
  const { t } = useTranslation();
  const { day, number } = useFormats();
  const bars = toBars(days);
  const most = Math.max(...bars.map(({ documents }) => documents), 1);
  const peak = bars.find(({ documents }) => documents === most);
  const [first, last] = [bars.at(0), bars.at(-1)];
  if (!first || !last || !peak) return null;
  const text =
    bars.length === 1
      ? `${day(first.at)}: ${number(most)}`
      : t("reach.daysText", {
          first: day(first.at),
          last: day(last.at),
          peak: day(peak.at),
          number: number(most),
        });
  return (
    <figure className="days">
      <svg
        viewBox={`0 0 ${Math.max(bars.length, barsMin) * 10} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text}
      >
        {bars.map(({ at, documents }, index) => (
          <rect
            key={at}
            x={index * 10 + 1}
            width={8}
            y={height - (documents / most) * height}
            height={(documents / most) * height}
          >
            <title>{`${day(at)}: ${number(documents)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}

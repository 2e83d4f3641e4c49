import type { Figure, Unit } from "./Suite.ts";

const nameWidth = 64;

/** Three significant digits or whole numbers, whichever says more. */
export function formatValue(value: number, unit: Unit): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = value.toLocaleString("en", { maximumFractionDigits: digits });
  return unit === "×" || unit === "/s" ? `${text}${unit}` : `${text} ${unit}`;
}

/** Whether the figure is as it should be; null when nothing is asked of it. */
export function meetsAim({ aim, value }: Figure): boolean | null {
  if (aim === undefined) return null;
  return "atLeast" in aim ? value >= aim.atLeast : value <= aim.atMost;
}

function formatAim(figure: Figure): string {
  const { aim, unit } = figure;
  if (aim === undefined) return "";
  const [sign, bound] = "atLeast" in aim ? ["≥", aim.atLeast] : ["≤", aim.atMost];
  const word = meetsAim(figure) ? "met" : "MISSED";
  return `  (aim ${sign} ${formatValue(bound, unit)}: ${word})`;
}

/** A figure, and beneath it what it is to be held against. */
export function formatFigure(figure: Figure): string {
  const { name, value, unit, limits = [], note } = figure;
  const lines = [`  ${name.padEnd(nameWidth)} ${formatValue(value, unit)}${formatAim(figure)}`];
  for (const limit of limits)
    lines.push(
      `      ${limit.ratio.toFixed(2)} of ${formatValue(limit.value, unit)}  ${limit.name}`,
    );
  if (note !== undefined) lines.push(`      ${note}`);
  return lines.join("\n");
}

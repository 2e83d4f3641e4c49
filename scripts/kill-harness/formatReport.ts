import type { KillReport } from "./killRun.ts";

const shownViolations = 50;

const list = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

/** The report as a person reads it. */
export function formatReport({ seed, kills, figures, seconds, violations }: KillReport): string {
  const total = Object.values(kills).reduce((sum, count) => sum + count, 0);
  const perMinute = Math.round((total * 60) / Math.max(seconds.killing, 1));
  return [
    `seed ${seed}: ${total} kills, ${perMinute} a minute (${list(kills)})`,
    list(figures),
    `seconds: ${list(seconds)}`,
    violations.length === 0 ? "nothing lost, nothing doubled" : `${violations.length} violations:`,
    ...violations.slice(0, shownViolations).map((violation) => `  ${violation}`),
  ].join("\n");
}

/**
 * Measures, suite by suite: `./sello bench [NAME …] [--json] [--quick | --large]`. README.md says what each
 * figure means. The exit code reports failures only; a figure that misses its aim is no failure.
 */
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { formatFigure, meetsAim } from "./formatFigures.ts";
import type { Figure, Scale, Suite } from "./Suite.ts";
import { suites } from "./suites.ts";

type Measured = {
  readonly suite: string;
  /** Of the last minute, at begin and end: over the number of cores, the figures are of a busy machine. */
  readonly loadAverage: readonly [number, number];
  readonly seconds: number;
  readonly figures: readonly Figure[];
  readonly error?: string;
};

const usageError = 64;

function fail(message: string): never {
  console.error(message);
  process.exit(usageError);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        large: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return fail(String(error instanceof Error ? error.message : error));
  }
}

function chosen(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  const known = suites.map(({ name }) => name).join(", ");
  if (unknown.length > 0) fail(`No such suite: ${unknown.join(", ")}. There are: ${known}`);
  return suites.filter(({ name, onlyWhenNamed }) =>
    names.length === 0 ? !onlyWhenNamed : names.includes(name),
  );
}

const load = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100;

async function measure(suite: Suite, scale: Scale): Promise<Measured> {
  const [start, loadBefore] = [performance.now(), load()];
  const end = (figures: readonly Figure[]) => ({
    suite: suite.name,
    loadAverage: [loadBefore, load()] as const,
    seconds: Math.round((performance.now() - start) / 100) / 10,
    figures,
  });
  try {
    return end(await suite.run(scale));
  } catch (error) {
    return {
      ...end([]),
      error: error instanceof Error ? (error.stack ?? error.message) : `${error}`,
    };
  }
}

function show(suite: Suite, { figures, seconds, loadAverage, error }: Measured): void {
  console.log(`\n${suite.name}: ${suite.summary}`);
  console.log(`  (${seconds} s; load average ${loadAverage.join(" → ")})`);
  for (const figure of figures) console.log(formatFigure(figure));
  if (error !== undefined) console.log(`  FAILED: ${error}`);
}

const { values, positionals } = readArguments();
const asked = chosen(positionals);
const scale: Scale = values.quick ? "quick" : values.large ? "large" : "usual";
const machine = {
  node: process.version,
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryMib: Math.round(totalmem() / 2 ** 20),
};
if (!values.json)
  console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}, scale ${scale}`);

const measured: Measured[] = [];
for (const suite of asked) {
  const result = await measure(suite, scale);
  measured.push(result);
  if (!values.json) show(suite, result);
}
if (values.json) {
  const withAims = measured.map((result) => ({
    ...result,
    figures: result.figures.map((figure) => ({ ...figure, aimMet: meetsAim(figure) })),
  }));
  console.log(JSON.stringify({ machine, scale, suites: withAims }, null, 2));
}
process.exit(measured.some(({ error }) => error !== undefined) ? 1 : 0);

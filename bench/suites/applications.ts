import { readServiceItems } from "../../services/applications/items/readServiceItems.ts";
import { ZenRuleEngine } from "../../services/applications/review/RuleEngine.ts";
import { reviewTwice } from "../../services/applications/review/reviewTwice.ts";
import { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import { newResidents } from "../../test/program/newResidents.ts";
import type { ResidentClient } from "../../test/program/ResidentClient.ts";
import { until } from "../../test/support/until.ts";
import { quantile } from "../measure/quantile.ts";
import { BenchProgram } from "../program/BenchProgram.ts";
import { importRows } from "../program/importRows.ts";
import { type ApplicationTimes, measureApplications } from "../program/measureApplications.ts";
import { hasProof } from "../program/measureIssuing.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

type Counts = {
  readonly residents: number;
  readonly idle: number;
  readonly steady: number;
  readonly rows: number;
};
const countsOf: Readonly<Record<Scale, Counts>> = {
  quick: { residents: 16, idle: 4, steady: 16, rows: 2_000 },
  usual: { residents: 300, idle: 20, steady: 600, rows: 100_000 },
  large: { residents: 400, idle: 60, steady: 1_200, rows: 240_000 },
};
const register = "population-administration";
const library = "shenzhen-library";
const firstPerson = 700_000;
const idleEveryMs = 1_000;
const steadyEveryMs = 20;
const aims = { decided: 300, issued: 1_000, proved: 3_000 } as const;
const aimPerSecond = 150;
const steps = [
  { name: "decided", word: "to decision" },
  { name: "issued", word: "to document" },
  { name: "proved", word: "to quorum proof" },
] as const;

function toFigures(when: string, times: ApplicationTimes, hasAims: boolean): Figure[] {
  return steps.flatMap(({ name, word }) =>
    [50, 95, 99].map(
      (percent): Figure => ({
        name: `application ${word}, ${when}, p${percent}`,
        ...{ value: quantile(times[name], percent / 100), unit: "ms" },
        ...(hasAims && percent === 95 ? { aim: { atMost: aims[name] } } : {}),
      }),
    ),
  );
}

/** Each from an address of their own. */
const addressOf = (person: number) => ({
  "x-forwarded-for": `10.${(person >> 16) & 255}.${(person >> 8) & 255}.${person & 255}`,
});

async function applicants(program: BenchProgram, count: number) {
  const people = Array.from({ length: count }, (_, index) => firstPerson + index);
  const url = `http://localhost:${program.program.port}`;
  const city = { url, secret: program.secretOf(register) };
  const residents = await newResidents(city, people, addressOf);
  await until(
    async () => {
      const answer = await fetch(`${url}/v1/service-items/library-card`);
      const { versions } = (await answer.json()) as { versions: { granted: boolean }[] };
      return versions.some(({ granted }) => granted);
    },
    { waits: 600, stepMs: 200 },
    "no rules decide about library cards",
  );
  return residents;
}

async function measure(program: BenchProgram, counts: Counts): Promise<Figure[]> {
  const residents = await applicants(program, counts.residents);
  const client = program.client(library);
  const run = (count: number, everyMs: number, of: readonly ResidentClient[] = residents) =>
    measureApplications({
      ...{ residents: of, count, everyMs },
      hasProof: (id) => hasProof(client, id),
    });
  // The first decisions of a process load the engine, and compile it.
  await run(8, idleEveryMs / 4);
  const idle = await run(counts.idle, idleEveryMs);
  const steady = await run(counts.steady, steadyEveryMs);
  const burst = await run(counts.residents, 0);
  const most = counts.residents / (Math.max(...burst.issued) / 1_000);
  const [busy] = await Promise.all([
    run(counts.idle * 2, idleEveryMs / 2),
    importRows(program, {
      ...{ authority: "vehicle-administration", type: "driving-licence", first: 0 },
      rows: counts.rows,
    }),
  ]);
  const engine = await engineRate();
  return [
    ...toFigures("idle", idle, false),
    ...toFigures("at 50 a second", steady, true),
    ...toFigures("during an import", busy, false),
    {
      ...{ name: "applications from request to document, all at once", value: most, unit: "/s" },
      limits: [{ name: "both evaluators alone", value: engine, ratio: most / engine }],
      aim: { atLeast: aimPerSecond },
    },
  ];
}

/** Decisions a second of both evaluators, with nothing stored. */
async function engineRate(): Promise<number> {
  const items = readServiceItems({
    types: new FileDocumentTypes({ publicUrl: "https://sello.example" }),
  });
  const card = items.find(({ item }) => item.slug === "library-card");
  if (card === undefined) throw new TypeError("there is no library card");
  const engine = new ZenRuleEngine();
  const { rules, ruleText, cases } = card;
  const turns = 2_000;
  const start = performance.now();
  for (let turn = 0; turn < turns; turn += 1)
    await reviewTwice(engine, rules, ruleText, cases[turn % cases.length]?.facts ?? {});
  return turns / ((performance.now() - start) / 1_000);
}

export const applications: Suite = {
  name: "applications",
  summary:
    "from the request to decision, document and proof; idle, at 50 a second, beside an import",
  run: (scale) =>
    BenchProgram.with((program) => measure(program, countsOf[scale]), {
      ...{ SELLO_TRUST_PROXY: "1", SELLO_RATE_PER_ADDRESS: "100000" },
      SELLO_RATE_PER_KEY: "100000",
    }),
};

import type { RawRequest, Target } from "../http/RawClient.ts";
import { requestRate } from "../http/requestRate.ts";
import { startBareExpress } from "../http/startBareExpress.ts";
import { median } from "../measure/quantile.ts";
import { anchoredDocuments, presentedFiles } from "../program/anchoredDocuments.ts";
import { BenchProgram } from "../program/BenchProgram.ts";
import { importRows } from "../program/importRows.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const office = { authority: "population-administration", type: "resident-id" } as const;
const rounds = 5;
/** Of one round: five and a first one stay below the 12,000 a minute that a key may ask. */
const timesOf: Readonly<Record<Scale, number>> = { quick: 100, usual: 1_600, large: 1_600 };
const documents = 100;
const selloType = { "Content-Type": "application/vnd.sello+json" };

type Measured = {
  readonly name: string;
  readonly requests: readonly RawRequest[];
  readonly bare: { readonly name: string; readonly requests: readonly RawRequest[] };
};

async function prepare(program: BenchProgram): Promise<Measured[]> {
  await importRows(program, { ...office, rows: 1_000, first: 0 });
  const ids = await anchoredDocuments(program, { ...office, count: documents });
  const files = await presentedFiles(program, { ...office, ids });
  const authorization = { Authorization: `Bearer ${program.secretOf(office.authority)}` };
  const posts = (path: string) =>
    files.map((body): RawRequest => ({ method: "POST", path, headers: selloType, body }));
  return [
    {
      name: "POST /v1/verify, 2 of 10 claims",
      requests: posts("/v1/verify"),
      bare: { name: "bare Express, POST of the same bytes", requests: posts("/") },
    },
    {
      name: "GET /v1/documents/{id}/proof",
      requests: ids.map((id) => ({
        method: "GET",
        path: `/v1/documents/${id}/proof`,
        headers: authorization,
      })),
      bare: { name: "bare Express, GET", requests: [{ method: "GET", path: "/" }] },
    },
  ];
}

async function measure(
  { name, requests, bare }: Measured,
  targets: { service: Target; bare: Target },
  times: number,
): Promise<Figure> {
  const rates: { service: number; bare: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const service = await requestRate(targets.service, requests, times);
    const alone = await requestRate(targets.bare, bare.requests, times);
    if (round > 0) rates.push({ service, bare: alone });
  }
  return {
    name,
    value: median(rates.map((rate) => rate.service)),
    unit: "/s",
    limits: [
      {
        name: bare.name,
        value: median(rates.map((rate) => rate.bare)),
        ratio: median(rates.map((rate) => rate.service / rate.bare)),
      },
    ],
    note: "one process; the client shares its two cores",
  };
}

export const http: Suite = {
  name: "http",
  summary: "requests a second over 16 kept connections, beside a bare Express endpoint",
  run: (scale) =>
    BenchProgram.with(async (program) => {
      const measured = await prepare(program);
      const express = await startBareExpress();
      const service = { host: "127.0.0.1", port: program.program.port };
      try {
        const figures: Figure[] = [];
        for (const each of measured)
          figures.push(await measure(each, { service, bare: express.target }, timesOf[scale]));
        return figures;
      } finally {
        express.stop();
      }
    }),
};

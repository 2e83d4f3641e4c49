import type { Client } from "@sello/api/client";
import { sampleRecords } from "../../dev/demo-city/samples/sampleRecords.ts";
import { median } from "../measure/quantile.ts";
import { anchoredDocuments, presentedFiles } from "../program/anchoredDocuments.ts";
import { BenchProgram } from "../program/BenchProgram.ts";
import { importRows } from "../program/importRows.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const office = { authority: "population-administration", type: "resident-id" } as const;
const sizesOf: Readonly<Record<Scale, readonly [number, number]>> = {
  quick: [1_000, 3_000],
  usual: [10_000, 100_000],
  large: [10_000, 1_000_000],
};
/** Few enough for the limit of requests without a key, over the two minutes that they take at most. */
const turnsOf: Readonly<Record<Scale, number>> = { quick: 20, usual: 300, large: 300 };
const aim = { atMost: 1.3 };
const newPeople = 5_000_000;

/** One request of each kind; `turn` chooses the document. */
type Requests = Readonly<Record<string, (turn: number) => Promise<unknown>>>;

async function requestsTo(program: BenchProgram, documents: number): Promise<Requests> {
  await importRows(program, { ...office, rows: documents, first: 0 });
  const client = program.client(office.authority);
  const ids = await spreadDocuments(program, client);
  const files = await presentedFiles(program, { ...office, ids });
  const people = sampleRecords(office.type, newPeople);
  const pick = <T>(items: readonly T[], turn: number) => items[turn % items.length] as T;
  return {
    verify: (turn) =>
      client.verifyDocument({
        body: { type: "application/vnd.sello+json", content: pick(files, turn) },
      }),
    proof: (turn) => client.getProof({ params: { id: pick(ids, turn) } }),
    issue: (turn) =>
      client.issueDocument({
        headers: { "idempotency-key": `growth-${turn}` },
        body: { type: office.type, claims: people.next().value ?? {} },
      }),
    "list, page after page of 50": pages(client),
    "list, anchored ones": () =>
      client.listDocuments({ query: { type: office.type, state: "anchored", limit: 50 } }),
  };
}

/** One page more at each turn, from the newest document to the oldest and round again. */
function pages(client: Client): () => Promise<void> {
  let after: string | undefined;
  return async () => {
    const query = { type: office.type, limit: 50, after };
    after = (await client.listDocuments({ query })).next ?? undefined;
  };
}

/** Documents from all over the office's files, not the newest alone. */
async function spreadDocuments(program: BenchProgram, client: Client): Promise<string[]> {
  await anchoredDocuments(program, { ...office, count: 1 });
  const { rows } = await program.database.query<{ id: string }>(
    "select id from documents order by md5(id::text) limit 100",
  );
  await Promise.all(rows.map(({ id }) => client.getDocument({ params: { id } })));
  return rows.map(({ id }) => id);
}

/** Both programs by turns, so that whatever else the machine does meets both. */
async function compare(name: string, small: Requests, large: Requests, turns: number) {
  const [inSmall, inLarge] = [small[name], large[name]];
  if (!inSmall || !inLarge) throw new Error(`no request ${name}`);
  const times = { small: [] as number[], large: [] as number[] };
  const timed = async (work: () => Promise<unknown>, into: number[] | null) => {
    const start = performance.now();
    await work();
    into?.push(performance.now() - start);
  };
  const warmUp = Math.ceil(turns / 10);
  for (let turn = 0; turn < warmUp + turns; turn += 1) {
    const counts = turn >= warmUp;
    const asks = [
      () => timed(() => inSmall(turn), counts ? times.small : null),
      () => timed(() => inLarge(turn), counts ? times.large : null),
    ];
    // Neither is always the first: what the one sets going delays the other.
    for (const ask of turn % 2 === 0 ? asks : asks.toReversed()) await ask();
  }
  return { small: median(times.small), large: median(times.large) };
}

async function measure(
  programs: readonly [BenchProgram, BenchProgram],
  scale: Scale,
): Promise<Figure[]> {
  const [few, many] = sizesOf[scale];
  const small = await requestsTo(programs[0], few);
  const large = await requestsTo(programs[1], many);
  const figures: Figure[] = [];
  for (const name of Object.keys(small)) {
    const times = await compare(name, small, large, turnsOf[scale]);
    const counts = `${few.toLocaleString("en")} to ${many.toLocaleString("en")} documents`;
    figures.push({
      name: `${name}: from ${counts}`,
      value: times.large / times.small,
      unit: "×",
      aim,
      note: `medians ${times.small.toFixed(2)} and ${times.large.toFixed(2)} ms, one request at a time`,
    });
  }
  return figures;
}

export const growth: Suite = {
  name: "growth",
  summary: "how much longer requests take when ten or a hundred times as much is stored",
  run: (scale) =>
    BenchProgram.with((small) => BenchProgram.with((large) => measure([small, large], scale))),
};

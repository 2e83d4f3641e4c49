import { createHash } from "node:crypto";
import { selectFound } from "../../services/issuing/reading/selectFound.ts";
import { selectDocuments } from "../../services/issuing/selectDocuments.ts";
import type { Database } from "../../services/platform/database/Database.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import { median, quantile } from "../measure/quantile.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const counts: Readonly<Record<Scale, number>> = {
  quick: 10_000,
  usual: 1_000_000,
  large: 1_000_000,
};
const streams = 100;
const names = 20_000;
const turns = 500;
const pageDocuments = 50;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest().subarray(0, 16);

/** Rows as issuing leaves them: an authority with a hundred streams, and names that come fifty times. */
async function fill(database: Database, documents: number): Promise<void> {
  await database.query(
    `insert into streams (authority_id, document_type_id, authority, document_type, next_seq)
     select '\\x01', sha256(n::text::bytea), 'bench', 'bench', $2 from generate_series(1, $1::int) n`,
    [streams, documents],
  );
  await database.query(
    `insert into documents (id, stream_id, natural_key, claims_digest, person_key, name_key, wrapped_key)
     select uuidv7(), 1 + n % $2, substring(sha256(('number ' || n)::bytea) for 16), '\\x00',
       substring(sha256(('person ' || n)::bytea) for 16),
       substring(sha256(('name ' || n % $3)::bytea) for 16), repeat('k', 40)::bytea
     from generate_series(1, $1::int) n`,
    [documents, streams, names],
  );
  await database.query(
    `insert into copies (stream_id, seq, document_id, status_list, status_index, header, leaf, content)
     select stream_id, row_number() over (partition by stream_id) - 1, id, 0, 0, 1, sha256('leaf'), '' from documents`,
  );
  await database.query("vacuum analyze documents, copies, streams");
}

async function time(work: (turn: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const began = performance.now();
    await work(turn);
    times.push(performance.now() - began);
  }
  return times;
}

const toFigure = (name: string, times: readonly number[], limit: readonly number[]): Figure => ({
  name,
  value: median(times),
  unit: "ms",
  limits: [
    {
      name: "one row by its key in the same table",
      value: median(limit),
      ratio: median(times) / median(limit),
    },
  ],
  note: `99 of 100 within ${quantile(times, 0.99).toFixed(1)} ms`,
});

async function measure(database: Database, documents: number): Promise<Figure[]> {
  const own = Array.from({ length: streams }, (_, n) => n + 1);
  const find = (column: "natural_key" | "person_key" | "name_key", text: string) =>
    selectFound(database, { column, streams: own, keys: [digest(text)] }, null, pageDocuments);
  const pick = (turn: number): number => 1 + ((turn * 7_919) % documents);
  const { rows } = await database.query<{ id: string }>(
    "select id from documents order by md5(id::text) limit $1",
    [turns],
  );
  const byKey = await time((turn) =>
    database.query("select id, stream_id from documents where id = $1", [rows[turn]?.id]),
  );
  const kinds = [
    ["by number", (turn: number) => find("natural_key", `number ${pick(turn)}`)],
    ["by person", (turn: number) => find("person_key", `person ${pick(turn)}`)],
    ["by name, which fifty have", (turn: number) => find("name_key", `name ${pick(turn) % names}`)],
    [
      "what is known of one document",
      (turn: number) => selectDocuments(database, [rows[turn]?.id as never]),
    ],
  ] as const;
  const figures: Figure[] = [];
  for (const [kind, work] of kinds) {
    const found = await work(1);
    if (found.length === 0) throw new Error(`nothing was found ${kind}`);
    figures.push(
      toFigure(`${documents.toLocaleString("en")} documents, ${kind}`, await time(work), byKey),
    );
  }
  return figures;
}

export const search: Suite = {
  name: "search",
  summary: "looking for a document by keyed digests among a million, in PostgreSQL",
  async run(scale) {
    const postgres = await startPostgres();
    try {
      const { database } = await postgres.database();
      await fill(database, counts[scale]);
      return await measure(database, counts[scale]);
    } finally {
      await postgres.stop();
    }
  },
};

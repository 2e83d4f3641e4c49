import { createHash } from "node:crypto";
import type { AuthorityId } from "@sello/sdk";
import { selectFound } from "../../services/issuing/reading/selectFound.ts";
import { selectDocuments } from "../../services/issuing/selectDocuments.ts";
import { selectFigures } from "../../services/issuing/selection/selectFigures.ts";
import { selectPage } from "../../services/issuing/selection/selectPage.ts";
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
const authority = `0x${"01".repeat(32)}` as AuthorityId;
const names = 20_000;
const turns = 500;
const pageDocuments = 50;
const pieceDocuments = 50_000;
const runCopies = 20;
const batchCopies = 50;
/** How many have expired, and one of how many is suspended, revoked or replaced. */
const expiredPart = 0.9;
const markedEvery = 500;
const caller = "00000000-0000-8000-8000-000000000001";
const file = "00000000-0000-4000-8000-000000000002";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest().subarray(0, 16);

/** Rows as issuing leaves them: an authority with a hundred streams, and names that come fifty times. */
async function fill(database: Database, documents: number): Promise<void> {
  await database.query(
    `insert into streams (authority_id, document_type_id, authority, document_type, next_seq)
     select decode($3, 'hex'), sha256(n::text::bytea), 'bench', 'bench', $2 from generate_series(1, $1::int) n`,
    [streams, documents, authority.slice(2)],
  );
  for (let from = 0; from < documents; from += pieceDocuments)
    await fillPiece(database, documents, from);
  await database.query("update streams set next_seq = $1", [documents / streams]);
  await database.query(
    `insert into issuances (stream_id, first_seq, count, caller_id, import_id, issued_at)
     select stream_id, min(seq), count(*), $1, case when stream_id % 10 = 0 then $2::uuid end, min(created_at)
     from copies group by stream_id, seq / $3`,
    [caller, file, runCopies],
  );
  await database.query(
    `insert into batches (stream_id, first_seq, count, root, state, log_index, anchored_at)
     select stream_id, min(seq), count(*), sha256((stream_id || ' ' || seq / $1)::bytea), 'anchored',
       row_number() over () - 1, 1
     from copies where seq / $1 < $2::bigint / $1 - 1 group by stream_id, seq / $1`,
    [batchCopies, documents / streams],
  );
  await database.query(
    `insert into document_marks (stream_id, seq, mark)
     select stream_id, seq, case seq % 3 when 0 then 'revoked' when 1 then 'suspended' else 'replaced' end
     from copies where seq % $1 = stream_id % $1`,
    [markedEvery],
  );
  await database.query(
    "vacuum analyze documents, copies, streams, issuances, batches, document_marks",
  );
}

/** A statement may take half a minute, so a million rows go in pieces. One is issued in half a minute: a year in all. */
async function fillPiece(database: Database, documents: number, from: number): Promise<void> {
  const to = Math.min(from + pieceDocuments, documents);
  await database.query(
    `with made as (
       insert into documents (id, stream_id, expires_at, natural_key, claims_digest, person_key, name_key, wrapped_key)
       select uuidv7(), 1 + n % $2, now() + (n - $6::int) * interval '1 minute', substring(sha256(('number ' || n)::bytea) for 16), '\\x00',
         substring(sha256(('person ' || n)::bytea) for 16),
         substring(sha256(('name ' || n % $3)::bytea) for 16), repeat('k', 40)::bytea
       from generate_series($4::int, $5::int - 1) n returning id, stream_id)
     insert into copies (stream_id, seq, document_id, status_list, status_index, header, leaf, content, created_at)
     select stream_id, seq, id, 0, 0, 1, sha256('leaf'), '',
       now() - ($1 - seq * $2 - stream_id) * interval '30 seconds'
     from (select *, $4::int / $2 + row_number() over (partition by stream_id order by id) - 1 as seq from made) placed`,
    [documents, streams, names, from, to, documents * expiredPart],
  );
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
  const list = (more: object) =>
    selectPage(database, {
      authorities: [authority],
      limit: pageDocuments,
      ...more,
    }).then((page) => page.documents);
  const ago = (seconds: number): number => Math.floor(Date.now() / 1000) - seconds;
  const middle = documents * 15;
  const afterOf = (turn: number) => ({
    stream: 1 + (turn % streams),
    seq: BigInt(pick(turn)) % BigInt(documents / streams),
  });
  const lists = [
    ["a page from anywhere in the list", (turn: number) => list({ after: afterOf(turn) })],
    ["a page of those that wait for the log", () => list({ anchored: false })],
    [
      "a page of one day in the middle",
      () => list({ from: ago(middle), to: ago(middle - 86_400) }),
    ],
    ["a page of one batch", (turn: number) => list({ batch: turn })],
    [
      "a page of what a file issued",
      (turn: number) => list({ importId: file, after: afterOf(turn) }),
    ],
    [
      "a page of what a key issued",
      (turn: number) => list({ callerId: caller, after: afterOf(turn) }),
    ],
  ] as const;
  const statuses = (["valid", "suspended", "revoked", "expired", "replaced"] as const).map(
    (status) =>
      [
        `a page of those ${status}`,
        (turn: number) => list({ status, ...(turn === 1 ? {} : { after: afterOf(turn) }) }),
      ] as const,
  );
  const figures: Figure[] = [];
  for (const [kind, work] of [...kinds, ...lists, ...statuses]) {
    const found = await work(1);
    if (found.length === 0) throw new Error(`nothing was found ${kind}`);
    figures.push(
      toFigure(`${documents.toLocaleString("en")} documents, ${kind}`, await time(work), byKey),
    );
  }
  return [...figures, ...(await measureReach(database, documents))];
}

/** What a key reaches, counted one by one, and by when it was issued. */
async function measureReach(database: Database, documents: number): Promise<Figure[]> {
  const selection = { authorities: [authority], callerId: caller };
  const some = { ...selection, importId: file };
  const found: Figure[] = [];
  for (const [name, of, most] of [
    ["each looked at", some, documents],
    ["by when it was issued", selection, 0],
  ] as const) {
    const began = performance.now();
    const { counted } = await selectFigures(database, of, most);
    const value = performance.now() - began;
    const count = counted.reduce((sum, each) => sum + each.documents, 0);
    found.push({
      name: `${count.toLocaleString("en")} documents counted, ${name}`,
      value,
      unit: "ms",
    });
  }
  return found;
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

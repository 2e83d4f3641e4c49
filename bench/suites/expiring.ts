import { readFileSync } from "node:fs";
import type { Database } from "../../services/platform/database/Database.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import { median } from "../measure/quantile.ts";
import { processorSecondsOf } from "../program/processes.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const counts: Readonly<Record<Scale, number>> = { quick: 5_000, usual: 100_000, large: 100_000 };
const rounds = 5;
/** As an import issues them: a segment at a time. */
const segment = 500;

/** As migration 0110 makes it. */
const index =
  "create index documents_expiring on documents (stream_id, expires_at, id) where expires_at is not null";

type Cost = { readonly seconds: number; readonly walBytes: number };

/** The server's first process, of which all others are children (proc(5)). */
async function postmasterOf(database: Database): Promise<number> {
  const { rows } = await database.query<{ pid: number }>("select pg_backend_pid() as pid");
  const stat = readFileSync(`/proc/${rows[0]?.pid}/stat`, "latin1");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

async function issueSegment(database: Database, stream: number, first: number): Promise<void> {
  await database.query(
    `with made as (
       insert into documents (id, stream_id, expires_at, natural_key, claims_digest, person_key, name_key, wrapped_key)
       select uuidv7(), $1, date_trunc('day', now()) + interval '10 years', decode(md5('n' || n), 'hex'),
         decode(md5('c' || n), 'hex'), decode(md5('p' || n), 'hex'), decode(md5('m' || n % 20000), 'hex'),
         repeat('k', 40)::bytea
       from generate_series($2::int, $2::int + $3::int - 1) n returning id)
     insert into copies (stream_id, seq, document_id, status_list, status_index, header, leaf, content)
     select $1, $2 + row_number() over (), id, 0, 0, 1, decode(md5(id::text) || md5(id::text), 'hex'), repeat('c', 700)::bytea
     from made`,
    [stream, first, segment],
  );
}

async function issue(database: Database, documents: number, postmaster: number): Promise<Cost> {
  const { rows } = await database.query<{ id: number }>(
    `insert into streams (authority_id, document_type_id, authority, document_type)
     select sha256('bench'), sha256(random()::text::bytea), 'bench', 'bench' returning id`,
  );
  const stream = rows[0]?.id ?? 0;
  await database.query("checkpoint");
  const read = async () => ({
    seconds: processorSecondsOf(0, postmaster).postgres,
    walBytes: Number(
      (await database.query<{ at: string }>("select pg_current_wal_lsn() - '0/0' as at")).rows[0]
        ?.at,
    ),
  });
  const before = await read();
  for (let first = 0; first < documents; first += segment)
    await issueSegment(database, stream, first);
  const after = await read();
  return {
    seconds: after.seconds - before.seconds,
    walBytes: after.walBytes - before.walBytes,
  };
}

async function measure(database: Database, documents: number): Promise<Figure[]> {
  const postmaster = await postmasterOf(database);
  const costs: Readonly<Record<"with" | "without", Cost[]>> = { with: [], without: [] };
  // By turns, so that what else the machine does, and a table that grows, meet both.
  for (let round = 0; round < 2 * rounds; round += 1) {
    const which = round % 2 === 0 ? "with" : "without";
    await database.query("drop index if exists documents_expiring");
    if (which === "with") await database.query(index);
    costs[which].push(await issue(database, documents, postmaster));
  }
  const name = `${documents.toLocaleString("en")} documents inserted with the index of those that expire`;
  return (
    [
      ["seconds", "processor time", "s"],
      ["walBytes", "write-ahead log", "bytes"],
    ] as const
  ).map(([key, what, unit]) => {
    const [own, limit] = [costs.with, costs.without].map((each) =>
      median(each.map((cost) => cost[key])),
    ) as [number, number];
    return {
      name: `${name}, ${what}`,
      value: own,
      unit,
      limits: [{ name: "without it", value: limit, ratio: own / limit }],
    };
  });
}

export const expiring: Suite = {
  name: "expiring",
  summary: "what the list of expired documents costs those who issue, in PostgreSQL",
  onlyWhenNamed: true,
  async run(scale) {
    const postgres = await startPostgres();
    try {
      const { database } = await postgres.database();
      return await measure(database, counts[scale]);
    } finally {
      await postgres.stop();
    }
  },
};

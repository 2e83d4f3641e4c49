import { setTimeout as delay } from "node:timers/promises";
import type { Examination } from "./Examination.ts";

const restMsMax = 180_000;
const pollMs = 500;

// An upload that a kill cut off, and so was never acknowledged, stays `receiving` for a while: no matter.
const underWay = `
  select (select count(*) from streams s where s.next_seq >
      coalesce((select max(b.first_seq + b.count) from batches b where b.stream_id = s.id), 0)) as streams_behind,
    (select count(*) from batches where state <> 'anchored') as batches_open,
    (select count(*) from chain_transactions where state = 'signed') as transactions_unmined,
    (select count(*) from imports where state = 'running') as imports_open,
    (select count(*) from status_acts where state in ('requested', 'sent')) as acts_open,
    (select count(*) from applications where state not in ('sealed', 'withdrawn')) as applications_open,
    (select count(*) from turnovers where state in ('running', 'waiting')) as turnovers_open,
    (select count(*) from log_entries) - coalesce((select sum(size) from (
      select max(size) as size from checkpoints group by deployment) as each_log), 0) as entries_unsigned`;

/** Waits until nothing is under way any more. @returns what still is, if that does not come */
export async function rest({ database, client, quorum }: Examination): Promise<string | null> {
  const deadline = performance.now() + restMsMax;
  for (;;) {
    const { rows } = await database.query<Record<string, string>>(underWay);
    const left = Object.entries(rows[0] ?? {}).filter(([, count]) => Number(count) !== 0);
    const ready = left.length === 0 ? await client.ask("/readyz", "") : null;
    // A checkpoint without its quorum proves nothing yet.
    if (ready?.status === 200 && (await hasQuorum(database, quorum))) return null;
    if (performance.now() > deadline)
      return `not at rest: ${JSON.stringify(Object.fromEntries(left))} ${ready?.body ?? ""}`;
    await delay(pollMs);
  }
}

async function hasQuorum(database: Examination["database"], quorum: number): Promise<boolean> {
  const { rows } = await database.query<{ cosignatures: number }>(
    `with newest as (
       select deployment, max(size) as size from checkpoints
       where deployment = (select id from deployments where state = 'open') group by deployment)
     select count(distinct witness)::int as cosignatures
     from newest join checkpoint_cosignatures using (deployment, size)`,
  );
  return (rows[0]?.cosignatures ?? 0) >= quorum;
}

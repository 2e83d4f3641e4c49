import type { Examination, Findings } from "./Examination.ts";

type Kept = {
  readonly id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly document: string | null;
  readonly receipt: string | null;
  readonly steps: number;
  readonly noted: number;
  readonly last: number;
  readonly decided: number;
};

/**
 * Each application that was acknowledged is there, came to its end, and was decided once, as its applicant was told; a granted
 * one has its document, a decided one its receipt, and no document of theirs belongs to two or to none.
 */
export async function examineApplications(examination: Examination): Promise<Findings> {
  const { database, acknowledged } = examination;
  const { applications } = acknowledged;
  const violations: string[] = [];
  const { rows } = await database.query<Kept>(
    `select a.id, a.state, a.outcome, a.document, a.receipt, a.steps, count(s.number)::int as noted,
       max(s.number)::int as last, (count(*) filter (where s.step = 'decided'))::int as decided
     from applications a left join application_steps s on s.application = a.id group by a.id`,
  );
  const kept = new Set(rows.map(({ id }) => id));
  const lost = [...applications.keys()].filter((id) => !kept.has(id));
  for (const id of lost) violations.push(`application ${id} is lost`);
  for (const row of rows) violations.push(...faultsOf(row, applications.get(row.id)));
  violations.push(...(await findStrays(examination)));
  const decidedTwice = rows.filter(({ decided }) => decided > 1).length;
  const decided = rows.filter(({ outcome }) => outcome !== null).length;
  return {
    figures: { applications: rows.length, decided, decidedTwice, lostApplications: lost.length },
    violations,
  };
}

type Told = { readonly outcome: string | null; readonly document: string | null };

function faultsOf(row: Kept, told: Told | undefined): readonly string[] {
  const { id, state, outcome, document, receipt, steps, noted, last, decided } = row;
  const isDecided = outcome !== null;
  const faults: [boolean, string][] = [
    [told === undefined, "no client was given it"],
    [state !== "sealed" && state !== "withdrawn", `is ${state}`],
    [isDecided !== (state === "sealed"), `is ${state}, with outcome ${outcome}`],
    [decided !== (isDecided ? 1 : 0), `was decided ${decided} times`],
    [steps !== noted || last !== noted, `has ${noted} of ${steps} steps, up to ${last}`],
    [(document !== null) !== (outcome === "granted"), `${outcome}, with document ${document}`],
    [(receipt !== null) !== isDecided, `${outcome}, with receipt ${receipt}`],
    [told !== undefined && told.outcome !== outcome, `is ${outcome}, told was ${told?.outcome}`],
    [told !== undefined && told.document !== document, "has another document than was told"],
  ];
  return faults.flatMap(([is, what]) => (is ? [`application ${id} ${what}`] : []));
}

/** Receipts that belong to no application, and documents that belong to two. */
async function findStrays({ database }: Examination): Promise<readonly string[]> {
  const { rows: receipts } = await database.query<{ id: string }>(
    `select d.id from documents d join streams s on s.id = d.stream_id
     where s.document_type = 'decision-receipt'
       and not exists (select 1 from applications a where a.receipt = d.id)`,
  );
  const { rows: shared } = await database.query<{ id: string; account: string }>(
    `select receipt as id, min(account::text) as account from applications
     where receipt is not null group by receipt having count(*) > 1
     union all
     select document, min(account::text) from applications
     where document is not null group by document having count(distinct account) > 1`,
  );
  return [
    ...receipts.map(({ id }) => `receipt ${id} belongs to no application`),
    ...shared.map(({ id }) => `document ${id} belongs to two applications`),
  ];
}

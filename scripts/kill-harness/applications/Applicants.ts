import type pg from "pg";
import { type City, newResidents } from "../../../test/program/newResidents.ts";
import type { ResidentClient } from "../../../test/program/ResidentClient.ts";
import { until } from "../../../test/support/until.ts";
import type { Acknowledged } from "../Acknowledged.ts";
import type { Client } from "../Client.ts";

/** A resident who applies. */
export type Applicant = Pick<ResidentClient, "fields"> & { readonly person: number };

export type ApplicantsParts = City & {
  readonly client: Client;
  readonly database: pg.Pool;
  readonly acknowledged: Acknowledged;
};

/** Far from those to whom the other load issues. */
const firstPerson = 500_000;

/** Residents who can apply, and rules that decide. Before anything is killed: what is asked here is asked once. */
export async function prepareApplicants(
  parts: ApplicantsParts,
  count: number,
): Promise<readonly Applicant[]> {
  if (count === 0) return [];
  const people = Array.from({ length: count }, (_, index) => firstPerson + index);
  const residents = await newResidents(parts, people);
  await rulesDecide(parts);
  await acknowledgeAll(parts);
  return residents.map(({ fields }, index) => ({ fields, person: firstPerson + index }));
}

type Items = { readonly items: readonly { readonly isAutomatic: boolean }[] };

/** The demo publishes and grants its rules when somebody first signs in. */
const rulesDecide = ({ client }: ApplicantsParts) =>
  until(
    async () => {
      const answer = await client.ask("/v1/service-items", "");
      const { items } = JSON.parse(answer?.body ?? '{"items":[]}') as Items;
      return items.length > 0 && items.every(({ isAutomatic }) => isAutomatic);
    },
    { waits: 600, stepMs: 200 },
    "the demo's rules do not decide",
  );

/** What is there before the first kill has to be there after the last. */
async function acknowledgeAll({ database, acknowledged }: ApplicantsParts): Promise<void> {
  const { rows } = await database.query<{ id: string; office: string }>(
    "select d.id, s.authority as office from documents d join streams s on s.id = d.stream_id",
  );
  for (const { id, office } of rows) acknowledged.documents.set(id, office);
  acknowledged.records += rows.length;
}

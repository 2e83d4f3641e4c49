import { randomUUID } from "node:crypto";
import type pg from "pg";
import { sampleRecord } from "../../../dev/demo-city/samples/sampleRecords.ts";
import type { Fields } from "../../../test/program/OfficerClient.ts";
import { ResidentClient } from "../../../test/program/ResidentClient.ts";
import { until } from "../../../test/support/until.ts";
import type { Acknowledged } from "../Acknowledged.ts";
import type { Client } from "../Client.ts";

/** A resident with an identity card and an account, who is signed in with a passkey. */
export type Applicant = { readonly person: number; readonly fields: Fields };

export type ApplicantsParts = {
  /** As passkeys know it. */
  readonly url: string;
  readonly client: Client;
  readonly secret: string;
  readonly database: pg.Pool;
  readonly acknowledged: Acknowledged;
};

/** Far from those to whom the other load issues. */
const firstPerson = 500_000;
const toPhone = (person: number): string => `+86139${String(person).padStart(8, "0")}`;

/** Residents who can apply, and rules that decide. Before anything is killed: what is asked here is asked once. */
export async function prepareApplicants(
  parts: ApplicantsParts,
  count: number,
): Promise<readonly Applicant[]> {
  if (count === 0) return [];
  const people = Array.from({ length: count }, (_, index) => firstPerson + index);
  await issueIdentities(parts, people);
  const applicants: Applicant[] = [];
  for (const person of people) applicants.push(await signIn(parts, person));
  await rulesDecide(parts);
  await acknowledgeAll(parts);
  return applicants;
}

async function issueIdentities({ client, secret }: ApplicantsParts, people: readonly number[]) {
  const post = async (path: string, body: object, statuses: readonly number[]) => {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": randomUUID() };
    const request = { method: "POST", headers, body: JSON.stringify(body) } as const;
    const answer = await client.ask(path, secret, request);
    if (answer === null || !statuses.includes(answer.status))
      throw new Error(`${path}: ${answer?.status} ${answer?.body}`);
  };
  for (const person of people)
    await post("/v1/documents", { type: "resident-id", claims: claimsOf(person) }, [201]);
  const phones = people.map((person) => ({ idNumber: idOf(person), phone: toPhone(person) }));
  await post("/v1/registered-phones", { phones }, [200]);
}

async function signIn({ url }: ApplicantsParts, person: number): Promise<Applicant> {
  const way = { way: "id-card" as const, idNumber: idOf(person) };
  const first = await ResidentClient.withCode(url, way, toPhone(person));
  const { fields } = await ResidentClient.withPasskey(url, await first.addPasskey());
  return { person, fields };
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

const claimsOf = (person: number) => {
  const claims = sampleRecord["resident-id"](person);
  if (claims === null) throw new TypeError("everybody has an identity card");
  return claims;
};

const idOf = (person: number): string => String(claimsOf(person).id_number);

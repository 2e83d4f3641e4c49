import { randomUUID } from "node:crypto";
import { sampleRecord } from "../../dev/demo-city/samples/sampleRecords.ts";
import { ask, type Fields } from "./OfficerClient.ts";
import { ResidentClient } from "./ResidentClient.ts";

/** Where residents live, and the API key of its register. */
export type City = {
  /** As passkeys know it. */
  readonly url: string;
  readonly secret: string;
};

/** A passkey is made for so many at once. */
const atOnce = 8;

/** Residents with an identity card and an account, signed in with a passkey. @param people indexes of samples */
export async function newResidents(
  city: City,
  people: readonly number[],
  /** Of each request of a person, such as where it comes from. */
  fieldsOf: (person: number) => Fields = () => ({}),
): Promise<readonly ResidentClient[]> {
  for (const person of people)
    await post(city, "/v1/documents", { type: "resident-id", claims: claimsOf(person) }, 201);
  const phones = people.map((person) => ({ idNumber: idOf(person), phone: phoneOf(person) }));
  await post(city, "/v1/registered-phones", { phones }, 200);
  const residents: ResidentClient[] = [];
  for (let first = 0; first < people.length; first += atOnce) {
    const some = people.slice(first, first + atOnce);
    residents.push(...(await Promise.all(some.map((each) => signIn(city, each, fieldsOf(each))))));
  }
  return residents;
}

async function signIn({ url }: City, person: number, fields: Fields): Promise<ResidentClient> {
  const way = { way: "id-card" as const, idNumber: idOf(person) };
  const first = await ResidentClient.withCode(url, way, phoneOf(person), fields);
  return ResidentClient.withPasskey(url, await first.addPasskey(), fields);
}

async function post({ url, secret }: City, path: string, body: object, status: number) {
  const key = { authorization: `Bearer ${secret}`, "idempotency-key": randomUUID() };
  const answer = await ask(url, "POST", path, key, body);
  if (answer.status !== status)
    throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

const phoneOf = (person: number): string => `+86139${String(person).padStart(8, "0")}`;

const claimsOf = (person: number) => {
  const claims = sampleRecord["resident-id"](person);
  if (claims === null) throw new TypeError("everybody has an identity card");
  return claims;
};

const idOf = (person: number): string => String(claimsOf(person).id_number);

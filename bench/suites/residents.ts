import { formatSelloFile } from "@sello/sdk";
import { demoResidents } from "../../dev/demo-residents/residentPeople.ts";
import { OfficerClient } from "../../test/program/OfficerClient.ts";
import { prove } from "../../test/program/provePossession.ts";
import { ResidentClient } from "../../test/program/ResidentClient.ts";
import { until } from "../../test/support/until.ts";
import { BenchProgram } from "../program/BenchProgram.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const documentsOf: Readonly<Record<Scale, number>> = { quick: 3, usual: 20, large: 20 };
const slug = "shenzhen-library";
const register = "population-administration";
const waits = { waits: 1_200, stepMs: 100 } as const;

type Copy = { readonly sdJwt: string; readonly proof: string };

/** A copy of each for a key of the device, with its proof. */
async function copiesOf(resident: ResidentClient, ids: readonly string[]): Promise<Copy[]> {
  const made = await Promise.all(
    ids.map(async (id) => {
      const nonce = await resident.ask(201, "POST", "/v1/my/copy-nonces");
      const path = `/v1/my/documents/${id}/copies`;
      const { copies } = await resident.ask(201, "POST", path, { proofs: [prove(nonce)] });
      return `${path}/${copies[0].number}`;
    }),
  );
  return Promise.all(
    made.map((path) =>
      until(async () => {
        const copy = await resident.ask(200, "GET", path);
        return copy.proof === null ? null : (copy as Copy);
      }, waits),
    ),
  );
}

/** Whether the service finds it revoked. */
async function isDead(url: string, { sdJwt, proof }: Copy): Promise<boolean> {
  const answer = await fetch(`${url}/v1/verify`, {
    method: "POST",
    headers: { "content-type": "application/vnd.sello+json" },
    body: formatSelloFile({ document: sdJwt, proof }),
  });
  const { checks } = (await answer.json()) as { checks: { id: string; outcome: string }[] };
  return checks.some(({ id, outcome }) => id === "status" && outcome === "failed");
}

const secondsSince = (start: number): number => (performance.now() - start) / 1_000;

async function measure(url: string, count: number): Promise<readonly Figure[]> {
  const resident = demoResidents[2];
  if (resident === undefined) throw new Error("the demo has no third resident");
  const { idNumber, phone } = resident;
  const way = { way: "id-card", idNumber } as const;
  const byCode = await ResidentClient.withCode(url, way, phone);
  const lost = await ResidentClient.withPasskey(url, await byCode.addPasskey());
  const officer = await OfficerClient.ofDemo(url, slug, "issue");
  const desk = await OfficerClient.ofDemo(url, register, "issue");
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const claims = {
      ...{ name: "林国栋", card_number: `04401${String(nth).padStart(8, "0")}`, loans_max: 5 },
      ...{ home_library: "深圳图书馆", birth_date: "1950-01-01", joined: "2026-01-15" },
    };
    const given = { type: "library-card", claims, person: idNumber };
    const key = { "idempotency-key": `bench-${nth}` };
    ids.push((await officer.ask(201, "POST", "/v1/documents", given, key)).id);
  }
  const old = await copiesOf(lost, ids);
  const start = performance.now();
  const replaced = await Promise.all(
    ids.map(async (id) => {
      const key = { "idempotency-key": `lost-${id}` };
      const path = `/v1/documents/${id}/replacements`;
      return (await officer.ask(201, "POST", path, {}, key)).id as string;
    }),
  );
  // Who has no device any more comes to a desk: a code, and an officer who saw the card.
  const phoneAgain = await ResidentClient.withCode(url, way, phone);
  const { code } = await phoneAgain.ask(201, "POST", "/v1/my/desk-codes");
  await desk.ask(200, "POST", "/v1/desk/joins", { code, idNumber });
  await copiesOf(phoneAgain, replaced);
  const ready = secondsSince(start);
  for (const copy of old) await until(() => isDead(url, copy), waits);
  const note = `${count} documents of one office; a copy of each, with its proof and eight cosignatures`;
  return [
    { name: "new phone: signed in, all copies there", value: ready, unit: "s", note },
    {
      ...{ name: "new phone: all old copies dead as well", value: secondsSince(start), unit: "s" },
      ...{ aim: { atMost: 60 }, note: "from the office's act on; each old copy was asked about" },
    },
  ];
}

export const residents: Suite = {
  name: "residents",
  summary: "a lost phone: documents issued to the new one, and all old copies dead",
  run: (scale) =>
    BenchProgram.with(
      ({ program }) => measure(`http://localhost:${program.port}`, documentsOf[scale]),
      { SELLO_DEMO_PASSKEY_DELAY_SECONDS: "0" },
    ),
};

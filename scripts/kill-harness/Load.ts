import { setTimeout as delay } from "node:timers/promises";
import { parseCheckpoint, parseNote } from "@sello/sdk/log";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { sampleRecord } from "../../dev/demo-city/samples/sampleRecords.ts";
import type { Acknowledged } from "./Acknowledged.ts";
import type { Answer, Client } from "./Client.ts";
import { randomNumbers } from "./schedule.ts";

export type LoadOptions = {
  readonly client: Client;
  readonly acknowledged: Acknowledged;
  readonly secretOf: (office: string) => string;
  readonly seed: number;
  /** Rows of the largest file. */
  readonly rowsMax: number;
};

const office = "population-administration";
/** Types that files are imported of; one file of each is under way at a time. */
const importers = [
  { office: "shenzhen-library", type: "library-card", peoplePerRow: 1 },
  // Not everybody drives: more people are looked at than rows come out.
  { office: "vehicle-administration", type: "driving-licence", peoplePerRow: 4 },
] as const;
type Importer = (typeof importers)[number];

const issuersAtOnce = 4;
const rowsMin = 50;
const importPollMs = 300;
const checkpointPollMs = 250;
const revocationMs = 400;
/** Share of issued documents that are requested again: the answer must be the same. */
const repeatShare = 0.1;

/** Keeps the program busy until it is stopped; then finishes the requests in progress. */
export class Load {
  readonly #options: LoadOptions;
  readonly #running: Promise<void>[] = [];
  #ending = false;
  #nextPerson = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  start(): void {
    for (let n = 0; n < issuersAtOnce; n += 1) this.#running.push(this.#issueOn(n));
    for (const importer of importers) this.#running.push(this.#importOn(importer));
    this.#running.push(this.#revokeOn(), this.#watchCheckpoints());
  }

  /** Resolves when everything that was sent is acknowledged. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#running);
  }

  async #issueOn(worker: number): Promise<void> {
    const random = randomNumbers(`issue/${this.#options.seed}/${worker}`);
    while (!this.#ending) {
      const person = this.#nextPerson++;
      const id = await this.#issue(person);
      if (id && random.next().value < repeatShare && (await this.#issue(person)) !== id)
        this.#options.acknowledged.violate(`person ${person}: asked again, another document came`);
    }
  }

  /** @returns the document's id, or null when it was not had */
  async #issue(person: number): Promise<string | null> {
    const { client, acknowledged, secretOf } = this.#options;
    const answer = await client.ask("/v1/documents", secretOf(office), {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": `person-${person}` },
      body: JSON.stringify({ type: "resident-id", claims: sampleRecord["resident-id"](person) }),
    });
    if (!this.#isOneOf(answer, [200, 201], `issuing for person ${person}`)) return null;
    const { id } = JSON.parse(answer.body) as { id: string };
    if (!acknowledged.documents.has(id)) acknowledged.records += 1;
    acknowledged.documents.set(id, office);
    return id;
  }

  async #importOn(importer: Importer): Promise<void> {
    const random = randomNumbers(`import/${this.#options.seed}/${importer.type}`);
    let first = 0;
    while (!this.#ending) {
      const { rowsMax } = this.#options;
      // Mostly small files, now and then a large one.
      const rows = Math.round(rowsMin + random.next().value ** 3 * (rowsMax - rowsMin));
      await this.#import(importer, rows, first);
      first += rows * importer.peoplePerRow;
    }
  }

  async #import({ office, type }: Importer, rows: number, first: number): Promise<void> {
    const { client, acknowledged, secretOf } = this.#options;
    const secret = secretOf(office);
    const answer = await client.ask(`/v1/imports?type=${type}&fileName=${first}.csv`, secret, {
      method: "POST",
      headers: { "Content-Type": "text/csv" },
      body: [...sampleCsv(type, rows, first)].join(""),
    });
    if (!this.#isOneOf(answer, [202], `importing ${type} from ${first}`)) return;
    const { id } = JSON.parse(answer.body) as { id: string };
    acknowledged.imports.push({ id, office, rows });
    acknowledged.records += rows;
    while (true) {
      const polled = await client.ask(`/v1/imports/${id}`, secret);
      if (!this.#isOneOf(polled, [200], `import ${id}`)) return;
      const { state } = JSON.parse(polled.body) as { state: string };
      if (state === "done") return;
      if (state !== "running" && state !== "receiving")
        return acknowledged.violate(`import ${id} is ${state}: ${polled.body}`);
      await delay(importPollMs);
    }
  }

  async #revokeOn(): Promise<void> {
    const { client, acknowledged, secretOf } = this.#options;
    while (!this.#ending) {
      await delay(revocationMs);
      // Applications are answered by other offices.
      const own = [...acknowledged.documents].filter(([, of]) => of === office);
      const [document] = own.at(-20) ?? [];
      if (!document || acknowledged.revoked.has(document)) continue;
      const answer = await client.ask("/v1/status-acts", secretOf(office), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ documents: [document], action: "revoke", reason: "lost" }),
      });
      if (!this.#isOneOf(answer, [202], `revoking ${document}`)) continue;
      // It may have been revoked before: by us, when the answer to that got lost.
      if (/"requested"|"status\.already_revoked"/.test(answer.body))
        acknowledged.revoked.add(document);
      else acknowledged.violate(`revoking ${document}: ${answer.body.slice(0, 300)}`);
    }
  }

  async #watchCheckpoints(): Promise<void> {
    const { client, acknowledged } = this.#options;
    while (!this.#ending) {
      const answer = await client.ask("/v1/log/checkpoint", "");
      if (answer?.status === 200) {
        const { origin, size, root } = parseCheckpoint(parseNote(answer.body).text);
        acknowledged.see({ origin, size, root: Buffer.from(root).toString("hex") });
      }
      await delay(checkpointPollMs);
    }
  }

  #isOneOf(answer: Answer | null, statuses: readonly number[], what: string): answer is Answer {
    if (answer === null) return false;
    if (statuses.includes(answer.status)) return true;
    this.#options.acknowledged.violate(`${what}: ${answer.status} ${answer.body.slice(0, 300)}`);
    return false;
  }
}

import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { ApplicationOutcome, ApplicationState } from "@sello/api";
import type { Acknowledged } from "../Acknowledged.ts";
import type { Answer, Client } from "../Client.ts";
import { randomNumbers } from "../schedule.ts";
import type { Applicant } from "./Applicants.ts";

export type ApplicationLoadOptions = {
  readonly client: Client;
  readonly acknowledged: Acknowledged;
  readonly applicants: readonly Applicant[];
  readonly seed: number;
};

type View = {
  readonly id: string;
  readonly state: ApplicationState;
  readonly outcome: ApplicationOutcome | null;
  readonly answers: { readonly slug: string };
  readonly document: string | null;
  readonly receipt: string | null;
};

type Asked = { readonly item: string; readonly form: object; readonly evidence: readonly string[] };

/**
 * What each applicant asks for, one after the other: some are granted by rules, some refused, one lacks a document and comes
 * back, one waits for a person. No more of an item, and of all together, than an account may have in a day.
 */
const asked: readonly Asked[] = [
  { item: "library-card", form: { home_library: "南山图书馆" }, evidence: ["identity"] },
  { item: "senior-card", form: {}, evidence: ["identity"] },
  {
    item: "sole-trader-registration",
    form: {
      ...{ trade_name: "山海小店", business: "retail", premises: "南山区创业路1号" },
      premises_kind: "commercial",
    },
    evidence: ["identity"],
  },
  {
    item: "minor-building-works",
    form: {
      ...{ site: "南山区创业路1号", works: "interior", area_m2: 40, cost_yuan: 20_000 },
      ...{ load_bearing: false, starts: "2027-03-01" },
    },
    evidence: ["identity"],
  },
  {
    item: "school-place",
    form: { district: "南山区", school_year: 2027 },
    evidence: ["identity"],
  },
];
const applicationsMax = 30;
/** Of those that are refused. */
const appealShare = 0.2;
/** Of those that are sent again: the answer has to be the same application. */
const repeatShare = 0.2;
const pollMs = 250;
const betweenMs = 1_500;

const goingOn: readonly ApplicationState[] = ["received", "evidence", "decided", "issued"];

/** Residents who apply, follow what they asked for, appeal, and withdraw what waits for somebody. */
export class ApplicationLoad {
  readonly #options: ApplicationLoadOptions;
  readonly #running: Promise<void>[] = [];
  #ending = false;

  constructor(options: ApplicationLoadOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running.push(...this.#options.applicants.map((each) => this.#applyOn(each)));
  }

  /** Resolves when all that was asked for has come to an end. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#running);
  }

  async #applyOn(applicant: Applicant): Promise<void> {
    const random = randomNumbers(`apply/${this.#options.seed}/${applicant.person}`);
    for (let count = 0; count < applicationsMax && !this.#ending; count += 1) {
      const next = asked[(count + applicant.person) % asked.length] as Asked;
      const path = "/v1/my/applications";
      const evidence = Object.fromEntries(next.evidence.map((name) => [name, { from: "account" }]));
      const body = { item: next.item, form: next.form, evidence };
      const isRepeated = random.next().value < repeatShare;
      const first = await this.#hand(applicant, path, body, isRepeated);
      const ended = first === null ? null : await this.#follow(applicant, first);
      if (ended?.outcome === "refused" && random.next().value < appealShare) {
        const reason = { reason: "The card was not looked at." };
        const appeal = await this.#hand(applicant, `${path}/${ended.id}/appeals`, reason, true);
        if (appeal) await this.#follow(applicant, appeal);
      }
      await delay(betweenMs);
    }
  }

  /** Sends something with a key of its own. @returns the application that it made; null: nothing was had */
  async #hand(
    applicant: Applicant,
    path: string,
    body: object,
    isRepeated: boolean,
  ): Promise<string | null> {
    const headers = { "idempotency-key": randomUUID() };
    const send = () => this.#ask(applicant, path, [200, 201], { body, headers });
    const made = await send();
    if (made === null) return null;
    const { applications } = this.#options.acknowledged;
    applications.set(made.id, { outcome: null, document: null, receipt: null });
    const again = isRepeated ? await send() : made;
    if (again && again.id !== made.id)
      this.#violate(`application ${made.id}: asked again, ${again.id} came`);
    return made.id;
  }

  /** Until it goes on no more; withdraws it where it waits for somebody. */
  async #follow(applicant: Applicant, id: string): Promise<View | null> {
    const path = `/v1/my/applications/${id}`;
    for (;;) {
      const view = await this.#ask(applicant, path, [200]);
      if (view === null) return null;
      this.#note(view);
      if (view.state === "sealed" || view.state === "withdrawn") return view;
      // Withdrawn by us, when the answer to that got lost: the next look says so.
      if (!goingOn.includes(view.state))
        await this.#ask(applicant, `${path}/withdrawal`, [200, 409], { body: {} });
      await delay(pollMs);
    }
  }

  /** What was said once stays: outcome, document, receipt. */
  #note({ id, outcome, document, receipt, answers }: View): void {
    const { applications, documents } = this.#options.acknowledged;
    const before = applications.get(id);
    const now = { outcome, document, receipt };
    for (const name of ["outcome", "document", "receipt"] as const)
      if (before?.[name] && before[name] !== now[name])
        this.#violate(`application ${id}: ${name} was ${before[name]}, and is ${now[name]}`);
    applications.set(id, now);
    for (const made of [document, receipt]) {
      if (made === null || documents.has(made)) continue;
      documents.set(made, answers.slug);
      this.#options.acknowledged.records += 1;
    }
  }

  async #ask(
    { fields }: Applicant,
    path: string,
    statuses: readonly number[],
    { body, headers = {} }: { body?: object; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<View | null> {
    const answer = await this.#options.client.ask(path, "", {
      method: body === undefined ? "GET" : "POST",
      headers: { ...fields, ...headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!this.#isOneOf(answer, statuses, path)) return null;
    return JSON.parse(answer.body) as View;
  }

  #isOneOf(answer: Answer | null, statuses: readonly number[], what: string): answer is Answer {
    if (answer === null) return false;
    if (statuses.includes(answer.status)) return true;
    this.#violate(`${what}: ${answer.status} ${answer.body.slice(0, 300)}`);
    return false;
  }

  #violate(what: string): void {
    this.#options.acknowledged.violate(what);
  }
}

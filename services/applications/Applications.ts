import { randomUUID } from "node:crypto";
import type { NewApplicationRequest } from "@sello/api";
import type { JsonObject } from "@sello/sdk";
import type { PgResidentAccounts } from "../accounts/residents/PgResidentAccounts.ts";
import type { ResidentSecrets } from "../accounts/residents/ResidentSecrets.ts";
import { type ResidentSession, toActor } from "../http/Caller.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import { Conflict, Forbidden, InvalidInput, NotFound, ServiceError } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Application, ApplicationContent, OpenApplication } from "./Application.ts";
import { addWords } from "./addWords.ts";
import { applicationLimits } from "./applicationLimits.ts";
import { findFormViolations } from "./findFormViolations.ts";
import type { NewApplication, PgApplications, SentBefore, Step } from "./PgApplications.ts";
import type { LiveRules } from "./rules/LiveRules.ts";
import type { ServiceItems } from "./ServiceItems.ts";
import { type OfficeTimes, toDueAt } from "./times/toDueAt.ts";

type Parts = {
  readonly store: PgApplications;
  readonly items: ServiceItems;
  readonly rules: Pick<LiveRules, "current">;
  readonly registry: { bySlug(slug: string): Promise<{ readonly id: Application["authority"] }> };
  readonly accounts: Pick<PgResidentAccounts, "byId">;
  readonly secrets: Pick<ResidentSecrets, "digest">;
  /** By which offices mean to answer. */
  readonly times: OfficeTimes;
  readonly clock: Clock;
  /** Called when there is something to work on. */
  readonly onChange: () => void;
};

/** What came, under the account's own key of the request. */
type Sent = { readonly key: string; readonly item: string; readonly text: string };
type Made = Omit<NewApplication, "id" | "key" | "digest">;

type HandedIn = Pick<NewApplicationRequest, "form" | "evidence">;

/** States in which nothing is decided. */
export const withdrawable: readonly Application["state"][] = [
  "received",
  "evidence",
  "person",
  "sent_back",
];

/** What residents do with their applications. */
export class Applications {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The same key and content give the same application. Errors: `NotFound` `service_item.unknown`; `InvalidInput` `application.form`,
   * `application.evidence`; `Forbidden` `application.not_joined`; `Conflict` `service_item.closed`, `application.open` (which names it),
   * `idempotency.mismatch`; 429 `application.too_many`.
   * @returns its id, and whether it came before
   */
  async apply(
    session: ResidentSession,
    key: string,
    asked: NewApplicationRequest,
  ): Promise<{ readonly id: string; readonly isReplay: boolean }> {
    const { items, registry, rules } = this.#parts;
    const { item } = items.require(asked.item);
    if ((await rules.current(asked.item, this.#now()))?.isInForce !== true)
      throw new Conflict("service_item.closed", "No rules of this item are in force.");
    this.#requireFit(asked.item, asked);
    await this.#requireJoined(session);
    const { id: authority } = await registry.bySlug(item.answers);
    const { account } = session;
    const sent = { key, item: asked.item, text: JSON.stringify(asked) };
    const found = await this.#insert(session, sent, async (before) => {
      if (before.open !== null)
        throw new Conflict("application.open", "You have applied for this already.", {
          application: before.open,
        });
      requireRoom(before);
      const receivedAt = this.#now();
      return {
        ...{ account, item: asked.item, authority, appeals: null, isManual: false, receivedAt },
        state: "received" as const,
        dueAt: toDueAt(receivedAt, item.times.personWorkingDays, this.#parts.times),
        content: toContent(asked, receivedAt),
        first: { step: "received" as const, data: { consents: consentsOf(asked) } },
      };
    });
    this.#parts.onChange();
    return found;
  }

  /** Not theirs: `NotFound` `application.unknown`. */
  async get({ account }: ResidentSession, id: string): Promise<OpenApplication> {
    const found = await this.#parts.store.find(id);
    if (found !== null && found.account === account) return found;
    throw unknown();
  }

  /** Not theirs: `NotFound` `application.unknown`. */
  async requireOwn({ account }: ResidentSession, id: string): Promise<void> {
    const found = await this.#parts.store.findClosed(id);
    if (found?.account !== account) throw unknown();
  }

  list({ account }: ResidentSession): Promise<readonly Application[]> {
    return this.#parts.store.ofAccount(account);
  }

  /** Decided already: `Conflict` `application.state`. */
  async withdraw(session: ResidentSession, id: string): Promise<void> {
    await this.#take(session, id, () => ({
      from: withdrawable,
      ...{ to: "withdrawn", step: "withdrawn", actor: toActor(session), at: this.#now() },
    }));
  }

  /** What was sent back, completed; or a person is asked for. Errors as `apply`, and `Conflict` `application.state`. */
  async answer(
    session: ResidentSession,
    id: string,
    asked: HandedIn & { readonly words?: string; readonly toPerson?: true },
  ): Promise<void> {
    const { item } = await this.get(session, id);
    this.#requireFit(item, asked);
    await this.#requireJoined(session);
    await this.#take(session, id, (application) => {
      if (application.steps >= applicationLimits.stepsMax) throw tooMany();
      const at = this.#now();
      const { outputs, words } = application.content;
      const fresh = { ...toContent(asked, at), outputs, words };
      const isManual = application.isManual || asked.toPerson === true;
      return {
        from: ["sent_back"],
        ...{ to: "received", step: "answered", actor: toActor(session), at },
        data: { consents: consentsOf(asked), toPerson: asked.toPerson === true },
        content: addWords(fresh, application.steps + 1, asked.words),
        changes: { isManual },
      };
    });
    this.#parts.onChange();
  }

  /**
   * A person decides again who had no part in the refusal. Errors: `Conflict` `application.state` for what was not refused,
   * `application.appealed`, `application.appeal_late`; else as `apply`.
   */
  async appeal(
    session: ResidentSession,
    id: string,
    key: string,
    reason: string,
  ): Promise<{ readonly id: string; readonly isReplay: boolean }> {
    const { store, items, times } = this.#parts;
    const first = await this.get(session, id);
    await this.#requireJoined(session);
    const sent = { key, item: first.item, text: JSON.stringify({ appeal: id, reason }) };
    const found = await this.#insert(session, sent, async (_, tx) => {
      if (!isAppealable(first)) throw notNow(first.state);
      const receivedAt = this.#now();
      if (receivedAt > appealableUntil(first)) throw late();
      if ((await store.appealOf(tx, id)) !== null) throw appealed();
      const { item } = items.require(first.item);
      return {
        ...{ account: session.account, item: first.item, authority: first.authority },
        ...{ appeals: id, isManual: true, receivedAt, state: "received" as const },
        dueAt: toDueAt(receivedAt, item.times.personWorkingDays, times),
        // Evidence is looked at again: what has changed since counts.
        content: addWords(toContent(first.content, receivedAt), 1, reason),
        first: {
          step: "appealed" as const,
          data: { appeals: id, consents: consentsOf(first.content) },
        },
      };
    });
    this.#parts.onChange();
    return found;
  }

  /** Until when one may appeal; null: not, or there is an appeal. */
  async mayAppealUntil(application: Application): Promise<number | null> {
    if (!isAppealable(application)) return null;
    const until = appealableUntil(application);
    return until < this.#now() ? null : until;
  }

  async #insert(
    { account }: ResidentSession,
    { key, item, text }: Sent,
    make: (before: SentBefore, tx: Transaction) => Promise<Made>,
  ): Promise<{ readonly id: string; readonly isReplay: boolean }> {
    const { store, secrets } = this.#parts;
    const digest = await secrets.digest("application", `${account}\n${text}`);
    const since = this.#now() - limits.daySeconds;
    return store.transaction(async (tx) => {
      await store.takeTurns(tx, account);
      const before = await store.before(tx, account, { key, item, since });
      const { same } = before;
      if (same !== null && !same.digest.equals(digest))
        throw new Conflict("idempotency.mismatch", "The key was used for another request.");
      if (same !== null) return { id: same.id, isReplay: true };
      const id = randomUUID();
      await store.insert(tx, { ...(await make(before, tx)), id, key, digest });
      return { id, isReplay: false };
    });
  }

  async #take(
    session: ResidentSession,
    id: string,
    toStep: (application: OpenApplication) => Step,
  ): Promise<void> {
    const { store } = this.#parts;
    await store.transaction(async (tx) => {
      const application = await store.find(id, tx);
      if (application === null || application.account !== session.account) throw unknown();
      if (!(await store.take(tx, application, toStep(application))))
        throw notNow(application.state);
    });
  }

  async #requireJoined({ account }: ResidentSession): Promise<void> {
    const found = await this.#parts.accounts.byId(account);
    if (found?.idNumber) return;
    throw new Forbidden(
      "application.not_joined",
      "The account is not joined to the register, so nobody knows who applies. Join it first.",
    );
  }

  #requireFit(slug: string, { form, evidence }: HandedIn): void {
    const { item } = this.#parts.items.require(slug);
    const violations = findFormViolations(item.form.schema, form as JsonObject);
    if (violations.length > 0)
      throw new InvalidInput("application.form", "The form is not filled in right.", violations);
    const strange = Object.keys(evidence).filter((name) => !Object.hasOwn(item.evidence, name));
    if (strange.length > 0)
      throw new InvalidInput(
        "application.evidence",
        "The item does not ask for this evidence.",
        strange.map((name) => ({
          pointer: `/evidence/${name}`,
          code: "evidence.unknown",
          message: "is not among the item's evidence",
        })),
      );
  }

  #now(): number {
    return this.#parts.clock.nowMs() / 1_000;
  }
}

function requireRoom({ all, ofItem }: SentBefore): void {
  if (all >= applicationLimits.perAccountDay || ofItem >= applicationLimits.perItemDay)
    throw tooMany();
}

function toContent(
  { form, evidence }: Pick<ApplicationContent, "form" | "evidence">,
  at: number,
): ApplicationContent {
  return {
    ...{ at: Math.floor(at), form: form as JsonObject, evidence },
    ...{ checked: null, review: null, engine: null, outputs: {}, words: {} },
  };
}

/** At which pieces of evidence the applicant lets us look. */
const consentsOf = ({ evidence }: Pick<HandedIn, "evidence">): string[] =>
  Object.entries(evidence).flatMap(([name, asked]) => ("from" in asked ? [name] : []));

const isAppealable = ({ state, outcome, appeals }: Application): boolean =>
  outcome === "refused" && appeals === null && (state === "issued" || state === "sealed");

const appealableUntil = ({ decidedAt }: Application): number =>
  (decidedAt ?? 0) + applicationLimits.appealDays * limits.daySeconds;

const unknown = () => new NotFound("application.unknown", "You have no such application.");
const notNow = (state: string) =>
  new Conflict("application.state", `That cannot be done in the state ${state}.`, { state });
const tooMany = () =>
  new ServiceError(
    429,
    "application.too_many",
    "You have sent as much as one may. Try again tomorrow, or go to the office.",
  );
const late = () => new Conflict("application.appeal_late", "The time for an appeal is over.");
const appealed = () =>
  new Conflict("application.appealed", "You have appealed against this decision already.");

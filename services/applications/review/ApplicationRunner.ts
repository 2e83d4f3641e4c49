import type { PersonReason, ServiceItem } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { deriveFacts, type Review } from "@sello/sdk/decision";
import type { OwnNotices } from "../../accounts/residents/notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../../accounts/residents/PgResidentAccounts.ts";
import type { AuditEvent } from "../../audit/AuditLog.ts";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import type { Clock } from "../../platform/Clock.ts";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { describeFault } from "../../platform/describeFault.ts";
import { ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { Application, OpenApplication } from "../Application.ts";
import { applicationLimits } from "../applicationLimits.ts";
import { SilentSource } from "../errors.ts";
import type { EvidenceSources } from "../evidence/EvidenceSources.ts";
import type { OutcomeDocuments } from "../outcome/OutcomeDocuments.ts";
import type { PgApplications } from "../PgApplications.ts";
import type { LiveRules, LiveVersion } from "../rules/LiveRules.ts";
import type { ServiceItems } from "../ServiceItems.ts";
import type { ReviewAlarms } from "./ReviewAlarms.ts";
import type { EngineName, RuleEngine } from "./RuleEngine.ts";
import { reviewTwice } from "./reviewTwice.ts";
import { toGiven } from "./toGiven.ts";

type Parts = {
  readonly store: PgApplications;
  readonly items: ServiceItems;
  readonly accounts: Pick<PgResidentAccounts, "byId">;
  readonly sources: Pick<EvidenceSources, "look">;
  readonly rules: LiveRules;
  readonly engine: RuleEngine;
  readonly outcomes: OutcomeDocuments;
  readonly reader: Pick<DocumentReader, "states">;
  readonly alarms: ReviewAlarms;
  /** Called when an application may have taken a step. */
  readonly onStep: (id: string) => void;
  readonly notices: Pick<OwnNotices, "add">;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * Takes applications from one step to the next until they wait for somebody. Each step is a transaction that holds in one state
 * alone, so after a kill at any point the next worker goes on where the journal ends.
 */
export class ApplicationRunner {
  readonly loop: SteadyLoop;
  readonly sealing: SteadyLoop;
  readonly #parts: Parts;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    const { logger } = parts;
    this.loop = new SteadyLoop({
      name: "applications",
      step: () => this.#fill(),
      onStopped: async () => void (await Promise.all(this.#underWay.values())),
      logger,
    });
    this.sealing = new SteadyLoop({
      name: "applications sealed",
      step: async () => {
        await this.seal();
        return applicationLimits.sealedLookMs;
      },
      logger,
    });
  }

  /** Takes up as many as there is room for, without waiting for those under way. */
  async #fill(): Promise<number> {
    const room = applicationLimits.atOnce - this.#underWay.size;
    if (room <= 0) return applicationLimits.lookMs;
    const taken = await this.#parts.store.takeDue(this.#now(), room);
    for (const application of taken) {
      const work = this.run(application).finally(() => {
        this.#underWay.delete(application.id);
        this.loop.wake();
      });
      this.#underWay.set(application.id, work);
    }
    return applicationLimits.lookMs;
  }

  /** Works on everything that is due, one after the other. @returns how many were taken up */
  async runDue(): Promise<number> {
    const taken = await this.#parts.store.takeDue(this.#now(), applicationLimits.atOnce);
    for (const application of taken) await this.run(application);
    return taken.length;
  }

  /** Works on one until it waits for somebody, or something fails: then it is tried again after a while. Throws nothing. */
  async run(application: OpenApplication): Promise<void> {
    const { accounts, logger } = this.#parts;
    try {
      const account = await accounts.byId(application.account);
      if (account === null || account.idNumber === null) return;
      const { idNumber } = account;
      let current: OpenApplication | null = application;
      while (current !== null) {
        current = await this.#advance(current, idNumber);
        this.#parts.onStep(application.id);
      }
    } catch (error) {
      logger.warn(
        { application: application.id, fault: describeFault(error) },
        "an application could not go on; trying again",
      );
      await this.#putOff(application).catch(() => {});
    }
  }

  /** Notes which of those that were issued are in the log. */
  async seal(): Promise<number> {
    const { store, reader } = this.#parts;
    const issued = await store.unsealed(applicationLimits.unsealedAtOnce);
    const ids = issued.flatMap(({ document, receipt }) => [document, receipt]);
    const states = await reader.states(ids.filter((id) => id !== null));
    const isIn = (id: Application["document"]) => id === null || states.get(id) === "anchored";
    const sealed = issued.filter(({ document, receipt }) => isIn(document) && isIn(receipt));
    if (sealed.length === 0) return 0;
    const taken = await store.seal(
      sealed.map(({ id }) => id),
      this.#now(),
    );
    for (const id of taken) this.#parts.onStep(id);
    return taken.length;
  }

  async #putOff({ id, tries }: OpenApplication): Promise<void> {
    const { store } = this.#parts;
    const current = await store.find(id);
    if (current === null) return;
    if (tries >= applicationLimits.triesMax && current.state !== "decided")
      await this.#toPerson(store.database, current, "failed");
    else await store.delay(id, this.#now() + toPause(tries));
  }

  /** @returns it as it is after the step, where it can go on at once */
  async #advance(application: OpenApplication, idNumber: string): Promise<OpenApplication | null> {
    if (application.state === "received") return this.#look(application, idNumber);
    if (application.state === "evidence") return this.#decide(application);
    return application.state === "decided" ? this.#issue(application, idNumber) : null;
  }

  async #look(application: OpenApplication, idNumber: string): Promise<OpenApplication | null> {
    const { store, sources, items } = this.#parts;
    const item = items.require(application.item).item;
    const { content } = application;
    const checked = await sources.look(item.evidence, content.evidence, idNumber);
    // A source that gives no answer is asked again, before its silence counts as one.
    const isSilent = Object.values(checked).some(({ verdict }) => verdict === "unknown");
    if (isSilent && application.tries <= applicationLimits.silentTries)
      throw new SilentSource(application.item);
    const data = { verdicts: mapValues(checked, ({ verdict }) => verdict) };
    const lines = Object.entries(checked).flatMap(([name, { document }]) =>
      document === null ? [] : [toLook(application, document, item.evidence[name]?.claims ?? [])],
    );
    const seen = { content: { ...content, checked } };
    const moved = await store.take(store.database, application, {
      ...{ from: ["received"], to: "evidence", step: "evidence", actor: "system" },
      ...{ at: this.#now(), lease: applicationLimits.leaseSeconds, data, lines, ...seen },
    });
    return moved ? toNext(application, "evidence", seen) : null;
  }

  async #decide(application: OpenApplication): Promise<OpenApplication | null> {
    const { store, items, rules, engine, alarms, timeZone } = this.#parts;
    const { item } = items.require(application.item);
    const version = await rules.current(application.item, this.#now());
    if (version === null) return this.#toPerson(store.database, application, "no-rules");
    const given = toGiven(application.content, timeZone);
    const facts = deriveFacts(version.rules.facts, given);
    const twice = await reviewTwice(engine, version.rules, version.ruleText, facts);
    const reviewed = withReview(application, version, twice.review, {
      engine: twice.kind === "fault" ? null : twice.engine,
    });
    if (twice.kind === "same") return this.#follow(reviewed, item, version, twice.review);
    alarms.raise(application, version, twice);
    const why = twice.kind === "fault" ? "engine-fault" : "engines-differ";
    return this.#toPerson(store.database, reviewed, why);
  }

  /** Does what the rules say, as far as rules may. */
  async #follow(
    application: OpenApplication,
    item: ServiceItem,
    version: LiveVersion,
    review: Review,
  ): Promise<OpenApplication | null> {
    const { store } = this.#parts;
    if (application.isManual) return this.#toPerson(store.database, application, "manual");
    if (review.outcome === "cannot-tell") return this.#sendBack(application, review);
    const why = version.isInForce ? findWhy(item, review) : "no-rules";
    if (why !== null) return this.#toPerson(store.database, application, why);
    const grant = await this.#parts.rules.grant(store.database, version, application.authority);
    if (grant === null) return this.#toPerson(store.database, application, "no-grant");
    const at = this.#now();
    const changes = {
      outcome: review.outcome === "granted" ? ("granted" as const) : ("refused" as const),
      ...{ ruleVersion: version.id, ruleGrant: grant, decidedAt: at, decidedBy: "rules" },
    };
    const moved = await store.take(store.database, application, {
      ...{ from: ["evidence"], to: "decided", step: "decided", actor: "rules", at, changes, grant },
      lease: applicationLimits.leaseSeconds,
      content: application.content,
      data: { outcome: review.outcome, rows: review.path },
    });
    const decided = { ...changes, decidedAt: Math.floor(at) };
    if (moved) return toNext(application, "decided", decided);
    // The grant ended a moment ago; or somebody else took the step, and then this one is not taken either.
    return this.#toPerson(store.database, application, "no-grant");
  }

  /** What is missing is named, and nothing is held against anybody. */
  async #sendBack(application: OpenApplication, { missing }: Review): Promise<null> {
    const { store, notices } = this.#parts;
    const { content, ruleVersion, account, authority } = application;
    await store.transaction(async (tx) => {
      const moved = await store.take(tx, application, {
        ...{ from: ["evidence"], to: "sent_back", step: "sent_back", actor: "rules" },
        ...{ at: this.#now(), content, data: { missing } },
        changes: ruleVersion === null ? {} : { ruleVersion },
      });
      if (moved) await notices.add(tx, account, { kind: "application.sent-back", authority });
    });
    return null;
  }

  async #toPerson(tx: Queryable, application: OpenApplication, why: PersonReason): Promise<null> {
    const { content, ruleVersion } = application;
    await this.#parts.store.take(tx, application, {
      ...{ from: ["received", "evidence"], to: "person", step: "person", actor: "system" },
      ...{ at: this.#now(), data: { why }, content },
      changes: { isManual: true, ...(ruleVersion === null ? {} : { ruleVersion }) },
    });
    return null;
  }

  async #issue(application: OpenApplication, idNumber: string): Promise<OpenApplication | null> {
    const { outcomes } = this.#parts;
    try {
      return await outcomes.issueNext(application, idNumber);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      this.#parts.alarms.notIssued(application, error.code);
      await this.#notIssued(application, error.code);
      return null;
    }
  }

  /** As long as nothing of a decision is out, a person takes it up again; then the rest is tried until it succeeds. */
  async #notIssued(application: OpenApplication, code: string): Promise<void> {
    const { store } = this.#parts;
    const { id, document } = application;
    if (document !== null)
      return store.delay(id, this.#now() + applicationLimits.notIssuedRetrySeconds);
    await store.take(store.database, application, {
      ...{ from: ["decided"], to: "person", step: "person", actor: "system", at: this.#now() },
      data: { why: "not-issued" satisfies PersonReason, code },
      changes: { outcome: null, decidedAt: null, decidedBy: null, isManual: true },
    });
  }

  #now(): number {
    return this.#parts.clock.nowMs() / 1_000;
  }
}

/** The line of a look at a document, for the office and the document's holder. */
const toLook = (
  { id, authority }: Application,
  document: DocumentId,
  claims: readonly string[],
): AuditEvent => ({
  ...{ actor: `application:${id}`, action: "document.evidence" },
  ...{ subject: `document:${document}`, authority, data: { reason: "check", claims } },
});

/** As the journal has it after a step that changed this. */
const toNext = (
  application: OpenApplication,
  state: Application["state"],
  changes: Partial<OpenApplication>,
): OpenApplication => ({
  ...application,
  ...changes,
  ...{ state, tries: 0, steps: application.steps + 1 },
});

/** Twice as long after each failure, to a bound. In seconds. */
const toPause = (tries: number): number =>
  Math.min(applicationLimits.retrySeconds * 2 ** (tries - 1), applicationLimits.retryMaxSeconds);

const withReview = (
  application: OpenApplication,
  version: LiveVersion,
  review: Review,
  { engine }: { readonly engine: EngineName | null },
): OpenApplication => ({
  ...application,
  ruleVersion: version.id,
  content: { ...application.content, review, engine },
});

/** Why rules alone may not do what they say; null: they may. */
function findWhy({ looks, mayRefuse }: ServiceItem, { outcome }: Review): PersonReason | null {
  if (outcome === "person") return "rules";
  if (outcome === "refused" && !mayRefuse) return "may-not-refuse";
  return looks === "nobody" ? null : "looks";
}

const mapValues = <Value, Result>(
  of: Readonly<Record<string, Value>>,
  to: (value: Value) => Result,
): Record<string, Result> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value)] as const));

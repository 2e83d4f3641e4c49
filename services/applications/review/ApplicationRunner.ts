import type { PersonReason, ServiceItem } from "@sello/api";
import { deriveFacts, type Review } from "@sello/sdk/decision";
import type { OwnNotices } from "../../accounts/residents/notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../../accounts/residents/PgResidentAccounts.ts";
import type { AuditLog } from "../../audit/AuditLog.ts";
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
  readonly notices: Pick<OwnNotices, "add">;
  readonly audit: AuditLog;
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
    const { store, logger } = this.#parts;
    try {
      let current: OpenApplication | null = application;
      while (current !== null && (await this.#advance(current)))
        current = await store.find(application.id);
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
    for (const application of sealed)
      await store.take(store.database, application, {
        ...{ from: ["issued"], to: "sealed", step: "sealed", actor: "system", at: this.#now() },
      });
    return sealed.length;
  }

  async #putOff({ id, tries }: OpenApplication): Promise<void> {
    const { store } = this.#parts;
    const current = await store.find(id);
    if (current === null) return;
    if (tries >= applicationLimits.triesMax && current.state !== "decided")
      await this.#toPerson(store.database, current, "failed");
    else await store.delay(id, this.#now() + toPause(tries));
  }

  /** @returns whether it can go on at once */
  async #advance(application: OpenApplication): Promise<boolean> {
    if (application.state === "received") return this.#look(application);
    if (application.state === "evidence") return this.#decide(application);
    return application.state === "decided" && this.#issue(application);
  }

  async #look(application: OpenApplication): Promise<boolean> {
    const { store, accounts, sources, items, audit } = this.#parts;
    const item = items.require(application.item).item;
    const idNumber = (await accounts.byId(application.account))?.idNumber ?? null;
    if (idNumber === null) return false;
    const { content } = application;
    const checked = await sources.look(item.evidence, content.evidence, idNumber);
    // A source that gives no answer is asked again, before its silence counts as one.
    const isSilent = Object.values(checked).some(({ verdict }) => verdict === "unknown");
    if (isSilent && application.tries <= applicationLimits.silentTries)
      throw new SilentSource(application.item);
    return store.transaction(async (tx) => {
      const data = { verdicts: mapValues(checked, ({ verdict }) => verdict) };
      const moved = await store.take(tx, application, {
        ...{ from: ["received"], to: "evidence", step: "evidence", actor: "system" },
        ...{ at: this.#now(), lease: applicationLimits.leaseSeconds, data },
        content: { ...content, checked },
      });
      if (moved)
        for (const [name, { document }] of Object.entries(checked))
          if (document !== null)
            await audit.record(
              {
                actor: `application:${application.id}`,
                action: "document.evidence",
                subject: `document:${document}`,
                authority: application.authority,
                data: { reason: "check", claims: item.evidence[name]?.claims ?? [] },
              },
              tx,
            );
      return moved;
    });
  }

  async #decide(application: OpenApplication): Promise<boolean> {
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
  ): Promise<boolean> {
    const { store } = this.#parts;
    if (application.isManual) return this.#toPerson(store.database, application, "manual");
    if (review.outcome === "cannot-tell") return this.#sendBack(application, review);
    const why = version.isInForce ? findWhy(item, review) : "no-rules";
    if (why !== null) return this.#toPerson(store.database, application, why);
    return store.transaction(async (tx) => {
      const grant = await this.#parts.rules.grant(tx, version, application.authority);
      if (grant === null) return this.#toPerson(tx, application, "no-grant");
      const at = this.#now();
      return store.take(tx, application, {
        ...{ from: ["evidence"], to: "decided", step: "decided", actor: "rules", at },
        lease: applicationLimits.leaseSeconds,
        content: application.content,
        data: { outcome: review.outcome, rows: review.path },
        changes: {
          outcome: review.outcome === "granted" ? "granted" : "refused",
          ruleVersion: version.id,
          ruleGrant: grant,
          decidedAt: at,
          decidedBy: "rules",
        },
      });
    });
  }

  /** What is missing is named, and nothing is held against anybody. */
  async #sendBack(application: OpenApplication, { missing }: Review): Promise<boolean> {
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
    return false;
  }

  async #toPerson(tx: Queryable, application: OpenApplication, why: PersonReason): Promise<false> {
    const { content, ruleVersion } = application;
    await this.#parts.store.take(tx, application, {
      ...{ from: ["received", "evidence"], to: "person", step: "person", actor: "system" },
      ...{ at: this.#now(), data: { why }, content },
      changes: { isManual: true, ...(ruleVersion === null ? {} : { ruleVersion }) },
    });
    return false;
  }

  async #issue(application: OpenApplication): Promise<boolean> {
    const { outcomes } = this.#parts;
    try {
      return await outcomes.issueNext(application);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      this.#parts.alarms.notIssued(application, error.code);
      await this.#notIssued(application, error.code);
      return false;
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

import type { ApplicationOutcome, ApplicationStep, NoticeKind } from "@sello/api";
import type { AuthoritySlug } from "@sello/sdk";
import { decisionReceiptType, type Fact } from "@sello/sdk/decision";
import type { OwnNotices } from "../../accounts/residents/notices/OwnNotices.ts";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Caller, type OfficerCaller, officerOf, toActor } from "../../http/Caller.ts";
import type { IssuingRight } from "../../issuing/IssuingRight.ts";
import type { Clock } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict, Forbidden, InvalidInput, NotFound } from "../../platform/errors.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { Application, OpenApplication, TakenStep } from "../Application.ts";
import { addWords } from "../addWords.ts";
import type { PgApplications, Step } from "../PgApplications.ts";
import type { LiveRules } from "../rules/LiveRules.ts";
import type { ServiceItems } from "../ServiceItems.ts";
import { requireOfficer } from "./requireOfficer.ts";
import { findOutputFaults, wantedOutputs } from "./wantedOutputs.ts";

type Parts = {
  readonly store: PgApplications;
  readonly items: ServiceItems;
  readonly rules: Pick<LiveRules, "grantor">;
  readonly right: Pick<IssuingRight, "versionFor">;
  readonly registry: Pick<Registry, "bySlug">;
  readonly notices: Pick<OwnNotices, "add">;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** Called when something was decided. */
  readonly onChange: () => void;
};

type Decided = {
  readonly outcome: ApplicationOutcome;
  readonly reason: string;
  readonly outputs?: Readonly<Record<string, Fact>>;
};

/** What the applicant is told of. */
const noticesOf: Partial<Record<ApplicationStep, NoticeKind>> = {
  decided: "application.decided",
  sent_back: "application.sent-back",
};

/** Steps by which an officer has a part in what comes out. */
const taking: ReadonlySet<string> = new Set(["decided", "proposed", "sent_back"]);

/** What rules did not settle, for the officers of the authority that answers. */
export class OfficerQueue {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Oldest first. An API key is no person: `Forbidden` `application.officer`. */
  async list(caller: Caller): Promise<readonly Application[]> {
    requireOfficer(caller);
    return this.#parts.store.waitingAt(caller.authority);
  }

  /** Without what it says. Of another authority: `NotFound` `application.unknown`. */
  async summary(caller: Caller, id: string): Promise<Application> {
    requireOfficer(caller);
    return requireOwn(caller, await this.#parts.store.findClosed(id));
  }

  /** Of another authority: `NotFound` `application.unknown`. */
  async get(caller: Caller, id: string): Promise<OpenApplication> {
    requireOfficer(caller);
    return requireOwn(caller, await this.#parts.store.find(id));
  }

  /** How many officers have to say the same. */
  needed({ item }: Pick<Application, "item">): number {
    return this.#parts.items.require(item).item.looks === "two" ? 2 : 1;
  }

  /** Whether the officer may decide it: they have no part in what is appealed against. */
  async mayDecide(caller: Caller, application: Application): Promise<boolean> {
    if (caller.kind !== "officer") return false;
    return !(await this.#involved(application)).has(caller.account);
  }

  /**
   * Decides, or says what one would decide where the item wants two. Errors: `Conflict` `application.state`; `Forbidden`
   * `application.involved`; `InvalidInput` `application.outputs`; else as `get`.
   */
  async decide(caller: Caller, id: string, decided: Decided): Promise<void> {
    await this.#act(caller, id, async (_tx, application, officer) => {
      const outputs = this.#outputsOf(application, decided);
      const before = votesIn(await this.#parts.store.stepsOf(id));
      if (before.some(({ actor }) => actor === toActor(officer))) throw involved();
      const agreeing = before.filter(({ data }) => isSame(data, decided.outcome, outputs));
      const data = { outcome: decided.outcome, outputs };
      const step = { actor: toActor(officer), at: this.#now(), data };
      const content = addWords(
        { ...application.content, outputs },
        application.steps + 1,
        decided.reason,
      );
      if (agreeing.length + 1 < this.needed(application))
        return { ...step, from: ["person"], to: "person", step: "proposed", content };
      return {
        ...{ ...step, from: ["person"], to: "decided", step: "decided", content },
        changes: { outcome: decided.outcome, decidedAt: step.at, decidedBy: step.actor },
      };
    });
    this.#parts.onChange();
  }

  /** Sends it back to the applicant. Errors as `decide`. */
  async ask(caller: Caller, id: string, words: string): Promise<void> {
    await this.#act(caller, id, async (_tx, application, officer) => ({
      ...{ from: ["person"], to: "sent_back", step: "sent_back", actor: toActor(officer) },
      ...{ at: this.#now(), data: { asks: true } },
      content: addWords(application.content, application.steps + 1, words),
    }));
  }

  /** Gives it to another authority. One that may not issue what would follow: `Conflict` `application.passing`. */
  async pass(caller: Caller, id: string, to: AuthoritySlug, words: string): Promise<void> {
    const { store, registry, items, right } = this.#parts;
    const { id: next } = await registry.bySlug(to);
    await this.#act(caller, id, async (tx, application, officer) => {
      const { type } = items.require(application.item).item.outcome;
      if (next === application.authority) throw passing();
      try {
        for (const each of [type, decisionReceiptType]) await right.versionFor(next, each);
      } catch (error) {
        if (error instanceof Forbidden) throw passing();
        throw error;
      }
      return {
        ...{ from: ["person"], to: "person", step: "passed", actor: toActor(officer) },
        ...{ at: this.#now(), data: { from: application.authority, to: next } },
        content: addWords(application.content, application.steps + 1, words),
        after: () => store.handOver(tx, application, next),
      };
    });
  }

  async #act(
    caller: Caller,
    id: string,
    toStep: (
      tx: Transaction,
      application: OpenApplication,
      officer: OfficerCaller,
    ) => Promise<Step & { readonly after?: () => Promise<void> }>,
  ): Promise<void> {
    requireOfficer(caller);
    const { store, notices, audit } = this.#parts;
    await store.transaction(async (tx) => {
      const application = requireOwn(caller, await store.find(id, tx));
      if (application.state !== "person")
        throw new Conflict("application.state", "It does not wait for an officer.", {
          state: application.state,
        });
      if ((await this.#involved(application)).has(caller.account)) throw involved();
      const { after, ...step } = await toStep(tx, application, caller);
      if (!(await store.take(tx, application, step)))
        throw new Conflict("application.state", "It does not wait for an officer any more.");
      await after?.();
      const kind = noticesOf[step.step];
      if (kind !== undefined)
        await notices.add(tx, application.account, { kind, authority: caller.authority });
      await audit.record(
        {
          actor: toActor(caller),
          action: `application.${step.step}`,
          subject: `application:${id}`,
          authority: caller.authority,
          data: {
            item: application.item,
            ...(step.changes?.outcome ? { outcome: step.changes.outcome } : {}),
          },
        },
        tx,
      );
    });
  }

  /** Accounts that have a part in the decision that is appealed against, and so none in the appeal. */
  async #involved({ appeals }: Application): Promise<ReadonlySet<string>> {
    const { store, rules } = this.#parts;
    if (appeals === null) return new Set();
    const [first, steps] = [await store.find(appeals), await store.stepsOf(appeals)];
    const officers = steps.flatMap(({ step, actor }) =>
      taking.has(step) ? (officerOf(actor) ?? []) : [],
    );
    const grant = first?.ruleGrant ?? null;
    return new Set([...officers, ...(grant === null ? [] : [await rules.grantor(grant)])]);
  }

  #outputsOf(application: OpenApplication, decided: Decided): Readonly<Record<string, Fact>> {
    if (decided.outcome === "refused") return {};
    const { item, rules } = this.#parts.items.require(application.item);
    const wanted = wantedOutputs(item, application.content);
    const outputs = decided.outputs ?? {};
    const faults = findOutputFaults(rules, wanted, outputs);
    if (faults.length > 0)
      throw new InvalidInput(
        "application.outputs",
        "What the document is to say is not right.",
        faults,
      );
    return outputs;
  }

  #now(): number {
    return this.#parts.clock.nowMs() / 1_000;
  }
}

function requireOwn<Found extends Application>(caller: Caller, application: Found | null): Found {
  if (application !== null && application.authority === caller.authority) return application;
  throw new NotFound("application.unknown", "There is no such application at your authority.");
}

/** What officers have proposed since the applicant last changed something. */
export function votesIn(steps: readonly TakenStep[]): readonly TakenStep[] {
  const last = steps.findLastIndex(({ step }) => step === "answered" || step === "passed");
  return steps.slice(last + 1).filter(({ step }) => step === "proposed");
}

const isSame = (
  data: TakenStep["data"],
  outcome: ApplicationOutcome,
  outputs: Readonly<Record<string, Fact>>,
): boolean => data.outcome === outcome && JSON.stringify(data.outputs) === JSON.stringify(outputs);

const involved = () =>
  new Forbidden(
    "application.involved",
    "You have a part in this decision already. Another officer has to look.",
  );
const passing = () =>
  new Conflict("application.passing", "That authority may not issue what would follow.");

import {
  type ApplicationOutcome,
  type PersonReason,
  personReasons,
  type ServiceItem,
} from "@sello/api";
import type { AuthorityId, LocalizedText } from "@sello/sdk";
import { authorityIdFrom } from "@sello/sdk";
import type { Fact, RuleSet } from "@sello/sdk/decision";
import { type Caller, officerOf } from "../http/Caller.ts";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Application, OpenApplication, TakenStep } from "./Application.ts";
import { type Applications, withdrawable } from "./Applications.ts";
import { applicationLimits } from "./applicationLimits.ts";
import type { PgApplications } from "./PgApplications.ts";
import { type OfficerQueue, votesIn } from "./queue/OfficerQueue.ts";
import { outputChoices, wantedOutputs } from "./queue/wantedOutputs.ts";
import type { LiveRules, LiveVersion } from "./rules/LiveRules.ts";
import type { ServiceItems } from "./ServiceItems.ts";

type Parts = {
  readonly database: Queryable;
  readonly store: PgApplications;
  readonly items: ServiceItems;
  readonly rules: Pick<LiveRules, "byId">;
  readonly registry: Pick<Registry, "byId">;
  readonly applications: Pick<Applications, "mayAppealUntil">;
  readonly queue: Pick<OfficerQueue, "needed" | "mayDecide">;
};

/** What applicants and officers see of applications. */
export class ApplicationViews {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async summary(application: Application) {
    const { items } = this.#parts;
    const { id, item, state, outcome, receivedAt, dueAt, decidedAt } = application;
    const { appeals, document, receipt } = application;
    return {
      ...{ id, item, title: items.require(item).item.title },
      answers: await this.#office(application.authority),
      ...{ state, outcome, receivedAt, dueAt: Math.floor(dueAt), decidedAt },
      ...{ appeals, document, receipt },
    };
  }

  /** For its applicant: nothing of what the office thinks before it is decided. */
  async mine(application: OpenApplication) {
    const { store, applications } = this.#parts;
    const { content, state, decidedBy } = application;
    const { item } = this.#parts.items.require(application.item);
    const version = await this.#versionOf(application);
    const steps = await store.stepsOf(application.id);
    const isByRules = decidedBy === "rules";
    return {
      ...(await this.summary(application)),
      form: content.form,
      evidence: evidenceOf(item, application).map(
        ({ statusAt: _at, trustList: _list, issuer: _issuer, ...seen }) => seen,
      ),
      reasons: isByRules ? reasonsOf(version?.rules, content.review?.path ?? []) : [],
      version: version?.number ?? null,
      steps: steps.map((step) => toMyStep(application, step, version?.rules)),
      looks: await this.#looksAt(application.id),
      answerUntil: state === "sent_back" ? answerUntil(steps) : null,
      mayWithdraw: withdrawable.includes(state),
      mayAppealUntil: await applications.mayAppealUntil(application),
      appealedBy: await store.appealOf(store.database, application.id),
    };
  }

  /** One step, as somebody follows it. */
  async progress(application: OpenApplication, step: TakenStep) {
    const { state, outcome, document, receipt } = application;
    const version = await this.#versionOf(application);
    return { state, outcome, step: toMyStep(application, step, version?.rules), document, receipt };
  }

  /** For the list of an office. */
  async waiting(applications: readonly Application[]) {
    const all = await this.#parts.store.stepsOfAll(applications.map(({ id }) => id));
    return Promise.all(
      applications.map(async (application) => {
        const steps = all.get(application.id) ?? [];
        const asked = steps.findLast(({ step }) => step === "person");
        const why = asked?.data.why;
        return {
          ...(await this.summary(application)),
          why: isPersonReason(why) ? why : null,
          proposals: votesIn(steps).length,
          officersNeeded: this.#parts.queue.needed(application),
          steps: application.steps,
        };
      }),
    );
  }

  /** For the officer who looks at it. */
  async office(caller: Caller, application: OpenApplication) {
    const { store, items, queue } = this.#parts;
    const { content } = application;
    const { item, rules } = items.require(application.item);
    const { review } = content;
    const version = await this.#versionOf(application);
    const steps = await store.stepsOf(application.id);
    return {
      ...(await this.summary(application)),
      form: content.form,
      evidence: evidenceOf(item, application),
      review: review && {
        outcome: review.outcome,
        rows: reasonsOf(version?.rules, review.path),
        outputs: review.outputs,
        missing: review.missing,
        nearly: review.nearly.map(({ row, field }) => ({
          ...{ row, field },
          reason: version?.rules.rows[row]?.reason ?? null,
        })),
        facts: onlyKnown(review.facts),
        titles: Object.fromEntries(
          Object.entries(version?.rules.facts ?? {}).map(([name, { title }]) => [name, title]),
        ),
        version: version?.number ?? null,
      },
      wantsOutputs: outputChoices(rules, wantedOutputs(item, content)),
      officersNeeded: queue.needed(application),
      proposals: votesIn(steps).map(({ at, actor, data }) => ({
        ...{ at, actor },
        outcome: data.outcome as ApplicationOutcome,
        outputs: (data.outputs ?? {}) as Readonly<Record<string, Fact>>,
      })),
      journal: steps.map(({ number, at, step, actor, data }) => ({
        ...{ number, at, step, actor, data },
        words: content.words[number] ?? null,
      })),
      mayDecide: await queue.mayDecide(caller, application),
    };
  }

  #versionOf({ ruleVersion }: Application): Promise<LiveVersion | null> {
    return ruleVersion === null ? Promise.resolve(null) : this.#parts.rules.byId(ruleVersion);
  }

  async #office(id: AuthorityId) {
    const { slug, name } = await this.#parts.registry.byId(id);
    return { slug, name };
  }

  /** When officers looked at it, as the audit has it. */
  async #looksAt(id: string) {
    const { rows } = await this.#parts.database.query<Row & { at: number; authority: Buffer }>(
      `select floor(extract(epoch from at))::float8 as at, authority_id as authority from audit_events
       where subject = $1 and action = 'application.read' and authority_id is not null
       order by id desc limit $2`,
      [`application:${id}`, applicationLimits.listed],
    );
    return Promise.all(
      rows.map(async ({ at, authority }) => ({
        at,
        by: await this.#office(authorityIdFrom(authority)),
      })),
    );
  }
}

/** Until when the applicant may answer what was sent back last. */
function answerUntil(steps: readonly TakenStep[]): number | null {
  const last = steps.findLast(({ step }) => step === "sent_back");
  return last ? last.at + applicationLimits.sentBackDays * limits.daySeconds : null;
}

/** Who wrote what for the other side. What one of two officers proposes is not for the applicant. */
const forApplicant: ReadonlySet<string> = new Set([
  "decided",
  "sent_back",
  "passed",
  "answered",
  "appealed",
]);

function toMyStep({ content }: OpenApplication, taken: TakenStep, rules: RuleSet | undefined) {
  const { number, at, step, actor, data } = taken;
  const missing = Array.isArray(data.missing) ? (data.missing as string[]) : null;
  return {
    ...{ number, at, step },
    by: toBy(step, actor),
    missing: missing?.map((name) => ({ name, title: titleOf(rules, name) })) ?? null,
    words: forApplicant.has(step) ? (content.words[number] ?? null) : null,
  };
}

function toBy(step: TakenStep["step"], actor: string) {
  if (actor === "rules") return "rules" as const;
  if (actor.startsWith("resident:")) return "applicant" as const;
  // Documents of rules are issued at the asking of who granted these; the applicant did not meet that officer.
  const isOffice = step === "document" || step === "receipt";
  return officerOf(actor) === null || isOffice ? ("office" as const) : ("officer" as const);
}

const isPersonReason = (why: unknown): why is PersonReason =>
  personReasons.some((each) => each === why);

const titleOf = (rules: RuleSet | undefined, fact: string): LocalizedText =>
  rules?.facts[fact]?.title ?? { zh: fact, es: fact, en: fact };

/** What the rows that fired say to people. */
const reasonsOf = (rules: RuleSet | undefined, path: readonly string[]) =>
  path.flatMap((row) => {
    const words = rules?.rows[row];
    return words === undefined ? [] : [{ row, ...words }];
  });

const evidenceOf = ({ evidence }: ServiceItem, { content }: OpenApplication) =>
  Object.entries(content.checked ?? {}).flatMap(([name, checked]) => {
    const asked = evidence[name];
    return asked === undefined
      ? []
      : [{ name, title: asked.title, ...checked, issuer: checked.issuer ?? null }];
  });

const onlyKnown = (facts: Readonly<Record<string, string | number | boolean | undefined>>) =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) =>
      fact === undefined ? [] : [[name, fact] as const],
    ),
  );

import { evidenceVerdicts, reviewOutcomes } from "@sello/sdk/decision";
import { z } from "zod";
import { apiLimits } from "../limits.ts";
import {
  address,
  documentId,
  jsonObject,
  line,
  localizedText,
  seconds,
  sha256,
  slug,
  uuid,
} from "./primitives.ts";
import { fact, facts, memberName, ruleCases, ruleSet, serviceItem } from "./serviceItems.ts";

/**
 * Where an application is. `received`, `evidence`, `decided` and `issued` go on by themselves; `person` waits for an officer,
 * `sent_back` for the applicant; `sealed` and `withdrawn` are ends.
 */
export const applicationStates = [
  "received",
  "evidence",
  "decided",
  "issued",
  "sealed",
  "person",
  "sent_back",
  "withdrawn",
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export const applicationOutcomes = ["granted", "refused"] as const;
export type ApplicationOutcome = (typeof applicationOutcomes)[number];

/** What the journal of an application says happened. */
export const applicationSteps = [
  "received",
  "appealed",
  "evidence",
  "decided",
  "document",
  "receipt",
  "sealed",
  "person",
  "proposed",
  "passed",
  "sent_back",
  "answered",
  "withdrawn",
] as const;
export type ApplicationStep = (typeof applicationSteps)[number];

/** Why a person decides. Officers see it; the applicant sees that a person looks, and no more. */
export const personReasons = [
  /** The rules say so, or no row fits. */
  "rules",
  /** No version of the rules is published and in the log. */
  "no-rules",
  /** No officer lets this version decide at this authority now. */
  "no-grant",
  /** The item wants that officers agree. */
  "looks",
  /** The rules would refuse, and rules of this item may not. */
  "may-not-refuse",
  /** The two evaluators differ, or the engine gave no answer. */
  "engines-differ",
  "engine-fault",
  /** A person has it already. */
  "manual",
  /** What was decided cannot be issued now: `code` says why. */
  "not-issued",
  /** Something of ours failed again and again. */
  "failed",
] as const;
export type PersonReason = (typeof personReasons)[number];

const office = z.object({ slug, name: localizedText });
const words = line(apiLimits.applicationWordsCharacters);

export const serviceItemSummary = serviceItem
  .pick({ slug: true, title: true, description: true, fee: true, times: true, looks: true })
  .extend({
    answers: office.meta({ description: "The authority that answers." }),
    isAutomatic: z.boolean().meta({
      description: "Whether a version of its rules decides without a person now, where it can.",
    }),
  })
  .meta({ id: "ServiceItemSummary" });

export const serviceItemList = z
  .object({ items: z.array(serviceItemSummary) })
  .meta({ id: "ServiceItemList" });

export const publishedRules = z
  .object({
    number: z.int().min(1),
    rulesSha256: sha256.meta({ description: "Of the rules as canonical JSON (RFC 8785)." }),
    from: seconds,
    until: seconds.nullable(),
    publishedAt: seconds,
    document: documentId.meta({ description: "The document in the log that publishes it." }),
    signedBy: z.array(address),
    granted: z.boolean().meta({ description: "Whether it decides without a person now." }),
  })
  .meta({ id: "PublishedRules" });

export const serviceItemDetail = z
  .object({
    item: serviceItem,
    answers: office,
    timeZone: z.string().meta({ description: "In which days are counted (IANA)." }),
    rules: ruleSet.nullable().meta({ description: "Those in force; null: a person decides." }),
    cases: ruleCases.nullable(),
    version: z.int().min(1).nullable().meta({ description: "Number of the version in force." }),
    versions: z
      .array(publishedRules)
      .meta({ description: "All that were published, newest first." }),
  })
  .meta({ id: "ServiceItemDetail" });

export const publishedRuleText = publishedRules
  .omit({ granted: true })
  .extend({ rules: ruleSet, cases: ruleCases })
  .meta({ id: "PublishedRuleText" });

const counted = z
  .int()
  .nullable()
  .meta({ description: "Null: too few to be told without telling whom." });

export const decisionFigures = z
  .object({
    since: seconds,
    until: seconds,
    fewest: z.int().min(1).meta({ description: "Smaller numbers are not told." }),
    figures: z.array(
      z.object({
        item: slug,
        title: localizedText,
        office,
        decided: counted,
        byRules: counted.meta({ description: "Of those, decided without a person." }),
        refused: counted,
        appealed: counted.meta({ description: "Of those, refusals that were appealed against." }),
        overturned: counted.meta({ description: "Appeals that were granted." }),
      }),
    ),
  })
  .meta({ id: "DecisionFigures" });

const askedEvidence = z
  .union([
    z.strictObject({ from: z.literal("account") }).meta({
      description:
        "The applicant lets the office look at their own document of this type, at the claims that the item names.",
    }),
    z.strictObject({
      sello: z.string().min(1).max(apiLimits.applicationSelloCharacters).meta({
        description: "A document that the applicant brings: the text of a `.sello` file.",
      }),
    }),
  ])
  .meta({ id: "AskedEvidence" });

const handedIn = {
  form: jsonObject.meta({ description: "As the item's form asks." }),
  evidence: z.record(memberName, askedEvidence).meta({
    description: "By the names in the item. What is not named here is not looked at.",
  }),
};

export const newApplication = z.strictObject({ item: slug, ...handedIn }).meta({
  id: "NewApplication",
});
export type NewApplicationRequest = z.infer<typeof newApplication>;

export const applicationAnswer = z
  .strictObject({
    ...handedIn,
    words: words.exactOptional().meta({ description: "For the officer." }),
    toPerson: z.literal(true).exactOptional().meta({
      description: "That a person decides, whatever the rules say.",
    }),
  })
  .meta({ id: "ApplicationAnswer" });

export const newAppeal = z
  .strictObject({ reason: words.meta({ description: "Why the decision is wrong." }) })
  .meta({ id: "NewAppeal" });

const step = z
  .object({
    number: z.int().min(1),
    at: seconds,
    step: z.enum(applicationSteps),
    by: z
      .enum(["applicant", "rules", "officer", "office"])
      .meta({ description: "`office`: the program, in the office's name." }),
    missing: z
      .array(z.object({ name: memberName, title: localizedText }))
      .nullable()
      .meta({ description: "What is missing, where nobody can tell." }),
    words: z.string().nullable().meta({ description: "What a person wrote for the other side." }),
  })
  .meta({ id: "ApplicationStep" });

const common = {
  id: uuid,
  item: slug,
  title: localizedText,
  answers: office,
  state: z.enum(applicationStates),
  outcome: z.enum(applicationOutcomes).nullable(),
  receivedAt: seconds,
  dueAt: seconds.meta({ description: "By when the office means to answer." }),
  decidedAt: seconds.nullable(),
  appeals: uuid.nullable().meta({ description: "The application whose decision it is about." }),
  document: documentId.nullable(),
  receipt: documentId.nullable(),
};

export const myApplicationSummary = z.object(common).meta({ id: "MyApplicationSummary" });

export const myApplicationList = z
  .object({ applications: z.array(myApplicationSummary) })
  .meta({ id: "MyApplicationList", description: "Newest first." });

const reason = z.object({
  row: z.string(),
  law: localizedText.nullable(),
  reason: localizedText,
  change: localizedText.nullable(),
});

const checkedEvidence = z.object({
  name: memberName,
  title: localizedText,
  from: z.enum(["account", "brought"]),
  verdict: z.enum(evidenceVerdicts),
  document: documentId.nullable(),
  claims: jsonObject.meta({ description: "What was read." }),
});

export const myApplication = z
  .object({
    ...common,
    form: jsonObject,
    evidence: z.array(checkedEvidence).meta({ description: "What was looked at, and found." }),
    reasons: z.array(reason).meta({
      description:
        "The rows of the rules by which it was decided. Empty: a person decided, or nobody yet.",
    }),
    version: z.int().nullable().meta({ description: "The version of the rules." }),
    steps: z.array(step),
    looks: z
      .array(z.object({ at: seconds, by: office }))
      .meta({ description: "When officers looked at it." }),
    mayWithdraw: z.boolean(),
    answerUntil: seconds.nullable().meta({
      description: "Of one that was sent back: it is closed then, and nothing is decided.",
    }),
    mayAppealUntil: seconds.nullable(),
    appealedBy: uuid.nullable(),
  })
  .meta({ id: "MyApplication" });

export const applicationProgress = z
  .object({
    state: z.enum(applicationStates),
    outcome: z.enum(applicationOutcomes).nullable(),
    step,
    document: documentId.nullable(),
    receipt: documentId.nullable(),
  })
  .meta({ id: "ApplicationProgress" });

export const waitingApplication = z
  .object({
    ...common,
    why: z.enum(personReasons).nullable().meta({
      description: "Why a person decides. Null: nobody gave it to one, or it is an appeal.",
    }),
    proposals: z
      .int()
      .min(0)
      .meta({ description: "Officers who have said what they would decide." }),
    officersNeeded: z.int().min(1).meta({ description: "Who have to say the same." }),
    steps: z.int().min(1).meta({ description: "The number of its newest step." }),
  })
  .meta({ id: "WaitingApplication" });

export const applicationQueue = z
  .object({ applications: z.array(waitingApplication) })
  .meta({ id: "ApplicationQueue", description: "Oldest first." });

const count = z.int().min(0);

const itemFigures = z
  .object({
    item: slug,
    title: localizedText,
    received: count,
    byRules: count.meta({ description: "Decided by the published rules alone." }),
    byOfficers: count,
    refused: count,
    appeals: count.meta({ description: "Received, against decisions about this item." }),
    overturned: count.meta({ description: "Appeals that were decided otherwise." }),
    medianSeconds: seconds.nullable().meta({
      description: "From received to decided. Null: nothing was decided.",
    }),
    p95Seconds: seconds
      .nullable()
      .meta({ description: "Nineteen of twenty were decided within it." }),
  })
  .meta({ id: "ItemFigures" });

export const applicationFigures = z
  .object({
    since: seconds.meta({ description: "What was received or decided from then on is counted." }),
    waiting: count.meta({ description: "Now, for officers." }),
    overdue: count.meta({ description: "Of those that wait, the ones due before now." }),
    oldestAt: seconds.nullable().meta({ description: "When the oldest that waits was received." }),
    items: z.array(itemFigures),
    atLeast: z.boolean().meta({
      description: "Whether there are so many that only the newest were counted.",
    }),
  })
  .meta({
    id: "ApplicationFigures",
    description: "Counts alone. What went with an erased account is not counted any more.",
  });

const namedFacts = z.record(memberName, localizedText);

export const officeApplication = z
  .object({
    ...common,
    form: jsonObject,
    evidence: z.array(
      checkedEvidence.extend({
        issuer: localizedText.nullable().meta({ description: "Name of the authority." }),
        statusAt: seconds.nullable().meta({ description: "When its status was known to hold." }),
        trustList: z.int().nullable().meta({ description: "Version by which it was checked." }),
      }),
    ),
    review: z
      .object({
        outcome: z.enum(reviewOutcomes),
        rows: z.array(reason),
        outputs: facts,
        missing: z.array(z.string()),
        nearly: z
          .array(z.object({ row: z.string(), field: z.string(), reason: localizedText.nullable() }))
          .meta({ description: "Rows that one fact alone kept from fitting." }),
        facts,
        titles: namedFacts.meta({ description: "How facts are called in this version." }),
        version: z.int().nullable(),
      })
      .nullable()
      .meta({ description: "What the rules say; null: they were not asked." }),
    wantsOutputs: z.record(memberName, z.array(fact)).meta({
      description:
        "What an officer who grants it has to give, where the rules did not: one of these values.",
    }),
    officersNeeded: z.int().min(1),
    proposals: z
      .array(
        z.object({
          at: seconds,
          actor: z.string(),
          outcome: z.enum(applicationOutcomes),
          outputs: facts,
        }),
      )
      .meta({ description: "What officers would decide, since the applicant last answered." }),
    journal: z.array(
      z.object({
        number: z.int(),
        at: seconds,
        step: z.enum(applicationSteps),
        actor: z.string(),
        data: jsonObject,
        words: z.string().nullable(),
      }),
    ),
    mayDecide: z.boolean().meta({ description: "False: this officer has a part in it already." }),
  })
  .meta({ id: "OfficeApplication" });

export const applicationDecision = z
  .strictObject({
    outcome: z.enum(applicationOutcomes),
    reason: words.meta({ description: "For the applicant." }),
    outputs: facts.exactOptional().meta({ description: "See `wantsOutputs`." }),
  })
  .meta({ id: "ApplicationDecision" });

export const applicationQuestion = z
  .strictObject({ words: words.meta({ description: "What the applicant is asked for." }) })
  .meta({ id: "ApplicationQuestion" });

export const applicationPassing = z
  .strictObject({
    to: slug.meta({ description: "An authority that may issue what would follow." }),
    words: words.meta({ description: "Why. The applicant sees it." }),
  })
  .meta({ id: "ApplicationPassing" });

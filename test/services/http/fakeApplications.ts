import { randomUUID } from "node:crypto";
import type { ServiceItem } from "@sello/api";
import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { OpenApplication } from "../../../services/applications/Application.ts";
import type { RuleVersion } from "../../../services/applications/rules/RuleVersion.ts";
import {
  grantTypedData,
  publishingTypedData,
} from "../../../services/applications/rules/ruleTypedData.ts";
import type { Services } from "../../../services/compose/Services.ts";

const words = { zh: "事项", es: "trámite", en: "item" };
const office = { slug: "nanshan-housing", name: words };
const item: ServiceItem = {
  ...{ slug: "senior-card", version: 1, title: words, description: words },
  answers: office.slug,
  form: {
    schema: { type: "object", properties: {}, required: [], additionalProperties: false },
    fields: {},
  },
  evidence: {},
  outcome: { type: "senior-card", renews: null, person: null, claims: {} },
  fee: null,
  times: { ruleSeconds: 5, personWorkingDays: 5 },
  ...{ looks: "nobody", mayRefuse: true },
};
const rules = { facts: {}, rows: {}, table: {} };
const cases = { usual: {}, cases: [] };

type Faked =
  | "applications"
  | "applicationViews"
  | "followedApplications"
  | "serviceItems"
  | "decisionFigures"
  | "officerQueue"
  | "applicationFigures"
  | "ruleVersions"
  | "ruleStore"
  | "simulation"
  | "ruleTrial"
  | "items";

/** One application that waits for an officer, and one version of rules. */
export function fakeApplications(authority: AuthorityId): Pick<Services, Faked> {
  const id = randomUUID();
  const application: OpenApplication = {
    ...{
      id,
      account: randomUUID(),
      item: "senior-card",
      authority,
      state: "person",
      outcome: null,
    },
    ...{ isManual: true, appeals: null, ruleVersion: null, ruleGrant: null, steps: 1, tries: 0 },
    ...{ receivedAt: 1, dueAt: 2, decidedAt: null, decidedBy: null, document: null, receipt: null },
    wrappedKey: Buffer.alloc(40),
    content: {
      ...{ at: 1, form: {}, evidence: {}, checked: null, review: null, engine: null },
      ...{ outputs: {}, words: {} },
    },
  };
  const summary = {
    ...{ id, item: "senior-card", title: words, answers: office, outcome: null },
    state: "person" as const,
    ...{ receivedAt: 1, dueAt: 2, decidedAt: null, appeals: null, document: null, receipt: null },
  };
  const own = {
    ...{ ...summary, form: {}, evidence: [], reasons: [], version: null, steps: [], looks: [] },
    ...{ mayWithdraw: true, answerUntil: null, mayAppealUntil: null, appealedBy: null },
  };
  const version: RuleVersion = {
    ...{ id: randomUUID(), item: "senior-card", number: 1, authority, rulesSha256: "A".repeat(43) },
    ...{ rules: JSON.stringify(rules), cases: JSON.stringify(cases), state: "published" as const },
    ...{ from: 1, until: null, revision: 0, changedBy: "system", changedAt: 1 },
    ...{ document: null, publishedAt: 1 },
  };
  const address = `0x${"0".repeat(40)}` as const;
  const signing = { chainId: 1, registry: address, signer: address };
  const numbered = { ...version, number: 1 };
  const said = { outcome: "person" as const, row: null, outputs: {}, missing: [] };
  return {
    applications: {
      apply: async () => ({ id, isReplay: false }),
      list: async () => [application],
      get: async () => application,
      withdraw: async () => {},
      answer: async () => {},
      appeal: async () => ({ id, isReplay: false }),
    },
    applicationViews: {
      summary: async () => summary,
      mine: async () => own,
      waiting: async () => [
        { ...summary, why: "rules", proposals: 0, officersNeeded: 1, steps: 1 },
      ],
      office: async () => ({
        ...{ ...summary, form: {}, evidence: [], review: null, wantsOutputs: {} },
        ...{ officersNeeded: 1, proposals: [], journal: [], mayDecide: true },
      }),
    },
    followedApplications: { follow: async () => noSteps() },
    serviceItems: {
      document: async () => randomUUID() as DocumentId,
      version: async () => ({
        ...{ number: 1, rulesSha256: "A".repeat(43), from: 0, until: null, publishedAt: 1 },
        ...{ document: randomUUID() as DocumentId, signedBy: [], rules, cases },
      }),
      list: async () => [],
      get: async () => ({
        ...{ item, answers: office, timeZone: "Asia/Shanghai", rules: null, cases: null },
        ...{ version: null, versions: [] },
      }),
    },
    officerQueue: {
      list: async () => [application],
      summary: async () => application,
      get: async () => application,
      decide: async () => {},
      ask: async () => {},
      pass: async () => {},
    },
    applicationFigures: {
      view: async () => ({
        ...{ since: 1, waiting: 1, overdue: 1, oldestAt: 1, items: [], atLeast: false },
      }),
    },
    ruleVersions: {
      ...{ get: async () => version, begin: async () => version, change: async () => version },
      ...{
        discard: async () => version,
        review: async () => version,
        giveBack: async () => version,
      },
      ...{ sign: async () => version, grant: async () => {}, endGrant: async () => {} },
      ...{
        toSign: async () => publishingTypedData(signing, numbered),
        toGrant: async () => grantTypedData(signing, numbered),
      },
      faults: async () => [],
    },
    ruleStore: {
      ofAuthorities: async () => [version],
      signatures: async () => [],
      grants: async () => [],
    },
    simulation: {
      run: async () => ({ same: true, engine: said, replay: { ...said, nearly: [] } }),
    },
    decisionFigures: {
      get: async () => ({
        ...{ since: 0, until: 1, fewest: 10 },
        figures: [
          {
            ...{ item: "senior-card", title: words, office, decided: 12, byRules: 11 },
            ...{ refused: null, appealed: null, overturned: null },
          },
        ],
      }),
    },
    ruleTrial: {
      run: async () => ({
        ...{ since: 0, until: 1, tried: 1, isComplete: true, differ: 0, disagreed: 0 },
        ...{ outcomes: [{ before: "granted", after: "granted", count: 1 }], differing: null },
      }),
    },
    items: { all: () => [], require: () => ({ item: { title: words } }) as never },
  };
}

async function* noSteps() {}

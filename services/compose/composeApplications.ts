import type { Hex } from "@sello/sdk";
import type { OwnNotices } from "../accounts/residents/notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../accounts/residents/PgResidentAccounts.ts";
import type { ResidentSecrets } from "../accounts/residents/ResidentSecrets.ts";
import { ApplicationSeals } from "../applications/ApplicationSeals.ts";
import { Applications } from "../applications/Applications.ts";
import { ApplicationUpkeep } from "../applications/ApplicationUpkeep.ts";
import { ApplicationViews } from "../applications/ApplicationViews.ts";
import { DecisionFigures } from "../applications/DecisionFigures.ts";
import { EvidenceSources } from "../applications/evidence/EvidenceSources.ts";
import { PgCopyOwners } from "../applications/evidence/PgCopyOwners.ts";
import { FollowedApplications } from "../applications/FollowedApplications.ts";
import { ItemCatalogue } from "../applications/ItemCatalogue.ts";
import { readServiceItems } from "../applications/items/readServiceItems.ts";
import { OutcomeDocuments } from "../applications/outcome/OutcomeDocuments.ts";
import { PgApplications } from "../applications/PgApplications.ts";
import { ApplicationFigures } from "../applications/queue/ApplicationFigures.ts";
import { OfficerQueue } from "../applications/queue/OfficerQueue.ts";
import { ApplicationRunner } from "../applications/review/ApplicationRunner.ts";
import { ReviewAlarms } from "../applications/review/ReviewAlarms.ts";
import { type RuleEngine, ZenRuleEngine } from "../applications/review/RuleEngine.ts";
import { PgRuleVersions } from "../applications/rules/PgRuleVersions.ts";
import { PublishedRules } from "../applications/rules/PublishedRules.ts";
import { RuleTrial } from "../applications/rules/RuleTrial.ts";
import { RuleVersions } from "../applications/rules/RuleVersions.ts";
import { Simulation } from "../applications/rules/Simulation.ts";
import { ServiceItems } from "../applications/ServiceItems.ts";
import { WorkCalendar } from "../applications/times/WorkCalendar.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import type { Issuing } from "../issuing/Issuing.ts";
import type { IssuingRight } from "../issuing/IssuingRight.ts";
import type { Revisions } from "../issuing/Revisions.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Registry } from "../registry/Registry.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { SigningContracts } from "../registry/types/published/SigningContracts.ts";
import type { AuthorityKeys } from "../signing/AuthorityKeys.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { TrustMaterial } from "../verifying/TrustMaterial.ts";
import type { Verification } from "../verifying/Verification.ts";
import type { PersonDocuments } from "../wallet/documents/PersonDocuments.ts";
import type { MyExport } from "../wallet/MyExport.ts";

export type ApplicationsContext = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
  readonly registry: Registry;
  readonly types: FileDocumentTypes;
  readonly statuses: Statuses;
  readonly audit: AuditLog;
  readonly documents: DocumentReader;
  readonly issuing: Pick<Issuing, "issueWithin">;
  readonly revisions: Pick<Revisions, "renew" | "issueAfter">;
  readonly right: Pick<IssuingRight, "versionFor">;
  readonly authorityKeys: AuthorityKeys;
  readonly accounts: PgResidentAccounts;
  readonly secrets: ResidentSecrets;
  readonly persons: PersonDocuments;
  readonly notices: Pick<OwnNotices, "add">;
  readonly verification: Pick<Verification, "verify">;
  readonly material: Pick<TrustMaterial, "trustList">;
  readonly contracts: SigningContracts;
  /** The registry of the open deployment, which signatures name. */
  readonly place: { readonly chainId: number; readonly registry: Hex };
  /** Directories of further items. */
  readonly itemDirectories: readonly string[];
  /** Absent: the one that decides. */
  readonly engine?: RuleEngine;
};

type Exporting = Pick<MyExport, "make">;

/** What residents ask for, from the application to its document: rules, review, queue. */
export function composeApplications(context: ApplicationsContext) {
  const { database, clock, registry, types, documents: reader, itemDirectories } = context;
  const items = new ServiceItems(readServiceItems({ types, directories: itemDirectories }));
  const store = new PgApplications(database, new ApplicationSeals(context.authorityKeys));
  const ruleStore = new PgRuleVersions(database);
  const rules = new PublishedRules({ store: ruleStore, reader, registry });
  const engine = context.engine ?? new ZenRuleEngine();
  const alarms = new ReviewAlarms(context.logger);
  const shared = { ...context, store, items, rules, timeZone: types.timeZone };
  const runner = new ApplicationRunner({
    ...{ ...shared, reader, engine, alarms },
    onStep: (id) => followedApplications.wake(id),
    sources: new EvidenceSources({ ...context, reader, copies: new PgCopyOwners(database) }),
    outcomes: new OutcomeDocuments(shared),
  });
  const ruleVersions = new RuleVersions({ ...context, store: ruleStore, items, engine });
  const upkeep = new ApplicationUpkeep(shared);
  const onChange = () => runner.loop.wake();
  const times = { calendar: new WorkCalendar(), timeZone: types.timeZone };
  const applications = new Applications({ ...shared, times, onChange });
  const officerQueue = new OfficerQueue({ ...shared, onChange });
  const views = {
    ...{ database, store, items, rules, registry },
    applications,
    queue: officerQueue,
  };
  const applicationViews = new ApplicationViews(views);
  const followed = { store, applications, views: applicationViews };
  const followedApplications = new FollowedApplications(followed);
  /** An account is exported with its applications, too. */
  const exporting = (exported: Exporting): Exporting => ({
    async make(session) {
      const own = await applications.list(session);
      const opened = await Promise.all(own.map(({ id }) => applications.get(session, id)));
      const views = await Promise.all(opened.map((each) => applicationViews.mine(each)));
      return { ...(await exported.make(session)), applications: views };
    },
  });
  return {
    ...{ runner, upkeep, alarms, store, exporting },
    loops: [runner.loop, runner.sealing, upkeep.loop],
    services: {
      ...{ applications, applicationViews, officerQueue, ruleStore, items },
      applicationFigures: new ApplicationFigures({ database, items, clock }),
      followedApplications,
      serviceItems: new ItemCatalogue({ ...shared, versions: ruleStore, clock }),
      decisionFigures: new DecisionFigures({ ...context, items }),
      ruleVersions,
      ruleTrial: new RuleTrial({ ...shared, versions: ruleVersions, engine }),
      simulation: new Simulation(engine),
    },
  };
}

import type { AuthoritySlug, Hex } from "@sello/sdk";
import { ApiKeys } from "../accounts/ApiKeys.ts";
import { auditScopeOf } from "../accounts/auditScopeOf.ts";
import { PgApiKeyStore } from "../accounts/PgApiKeyStore.ts";
import { EvmAccountContracts } from "../accounts/sessions/EvmAccountContracts.ts";
import { AuditChain } from "../audit/AuditChain.ts";
import { PgAuditLines } from "../audit/PgAuditLines.ts";
import { PgAuditLog } from "../audit/PgAuditLog.ts";
import { Home, type HomeOptions } from "../home/Home.ts";
import { PgHome } from "../home/PgHome.ts";
import { HookDeliveries } from "../hooks/HookDeliveries.ts";
import { HookEvents } from "../hooks/HookEvents.ts";
import { Hooks } from "../hooks/Hooks.ts";
import { PgHookStore } from "../hooks/PgHookStore.ts";
import type { Caller } from "../http/Caller.ts";
import { AuditHeads } from "../issuing/AuditHeads.ts";
import type { PgBulkActs } from "../issuing/bulk/PgBulkActs.ts";
import { DocumentCopies } from "../issuing/DocumentCopies.ts";
import { DocumentReader } from "../issuing/DocumentReader.ts";
import { Erasures } from "../issuing/Erasures.ts";
import { IdempotentRequests } from "../issuing/IdempotentRequests.ts";
import { Issuing } from "../issuing/Issuing.ts";
import { IssuingUpkeep } from "../issuing/IssuingUpkeep.ts";
import { Mending } from "../issuing/imports/held/Mending.ts";
import { Imports } from "../issuing/imports/Imports.ts";
import { WaitingImports } from "../issuing/imports/WaitingImports.ts";
import { PgDigests } from "../issuing/PgDigests.ts";
import { PgIssuances } from "../issuing/PgIssuances.ts";
import { Revisions } from "../issuing/Revisions.ts";
import { DocumentExport } from "../issuing/reading/DocumentExport.ts";
import { DocumentSearch } from "../issuing/reading/DocumentSearch.ts";
import { PgReadingCounts } from "../issuing/reading/PgReadingCounts.ts";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import { Indexer } from "../ledger/indexer/Indexer.ts";
import type { Journal } from "../ledger/Journal.ts";
import { Contradictions } from "../ledger/journal/Contradictions.ts";
import type { Projection } from "../ledger/Projection.ts";
import { PgOperationalFigures } from "../operations/PgOperationalFigures.ts";
import { PgPublicFigures } from "../operations/PgPublicFigures.ts";
import { Readiness } from "../operations/Readiness.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import { PgChangeStates } from "../registry/changes/PgChangeStates.ts";
import { RegistryChanges } from "../registry/changes/RegistryChanges.ts";
import { RegistryContract } from "../registry/changes/RegistryContract.ts";
import { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import { PgTrustListStore } from "../registry/trust/PgTrustListStore.ts";
import { TrustLists } from "../registry/trust/TrustLists.ts";
import { PublicKeys } from "../signing/PublicKeys.ts";
import { ChainKnowledge } from "../status/ChainKnowledge.ts";
import { HeadComparison } from "../status/HeadComparison.ts";
import { PgStatusStore } from "../status/PgStatusStore.ts";
import { PgStatusWords } from "../status/PgStatusWords.ts";
import { PublishedLists } from "../status/PublishedLists.ts";
import { Statuses } from "../status/Statuses.ts";
import { StatusProjection } from "../status/StatusProjection.ts";
import { StatusWriter } from "../status/StatusWriter.ts";
import { PgWithdrawnCopies } from "../status/withdrawn/PgWithdrawnCopies.ts";
import { KeyRenewals } from "../turnover/KeyRenewals.ts";
import { PgKeyRenewals } from "../turnover/PgKeyRenewals.ts";
import { PgCopyFinder } from "../verifying/PgCopyFinder.ts";
import { TrustMaterial } from "../verifying/TrustMaterial.ts";
import { Verification } from "../verifying/Verification.ts";
import { composeAnchoring } from "./composeAnchoring.ts";
import { type ApplicationsContext, composeApplications } from "./composeApplications.ts";
import { composeBulkActs } from "./composeBulkActs.ts";
import { composeFrame } from "./composeFrame.ts";
import { composeOfficers, composeTypeDrafts } from "./composeOfficers.ts";
import { composeShares } from "./composeShares.ts";
import { composeTurnovers } from "./composeTurnovers.ts";
import { composeWallet } from "./composeWallet.ts";
import type { Services } from "./Services.ts";
import type { ServicesContext } from "./ServicesContext.ts";
import type { DeploymentParts } from "./startLedger.ts";
import { toFindHead } from "./toFindHead.ts";

/** All that the HTTP API is built on, with the loops that a worker runs. */
export function composeServices(context: ServicesContext) {
  const { database, clock, logger, issuingParts } = context;
  const { registry, types, signer } = issuingParts;
  const anchoring = composeAnchoring(context, issuingParts);
  const audit = new PgAuditLog(database);
  const status = composeStatus(context, audit);
  const trustLists = composeTrustLists(context);
  const registryChanges = composeChanges(context);
  const turnovers = composeTurnovers(context, { registryChanges, audit, trustLists });
  const { statuses } = status;
  const composed = composeDocuments(context, statuses, audit);
  const audited = composeAudit(context, audit, composed, anchoring.proofs);
  const apiKeys = new ApiKeys({ store: new PgApiKeyStore(database), audit, clock });
  const bulk = composeBulkActs({ database, logger, issuingParts, statuses, audit, apiKeys });
  const shown = composeShown(context, audit, { ...composed, proofs: anchoring.proofs });
  const typeDrafts = composeTypeDrafts(context, audit);
  const held = { ...composed, ...shown.parts, audit, statuses, proofs: anchoring.proofs };
  const wallet = composeWallet(context, held);
  const verifying = composeVerification(context, { trustLists, statuses, anchoring });
  const applications = composeCityApplications(context, {
    ...{ ...composed, ...wallet.parts, ...verifying, audit, statuses },
  });
  const sessions = composeOfficers(context, audit, registryChanges, typeDrafts);
  const services: Services = {
    publicUrl: context.publicUrl,
    clock,
    logger,
    ...{ audit, registry, signer, statuses, trustLists },
    documentTypes: types,
    ...composed,
    ...sessions,
    ...composeHome(context, {
      ...{ ...sessions, ...turnovers, ...wallet.services },
      itemTitle: (item) => applications.services.items.titleOf(item),
    }),
    ...wallet.services,
    ...applications.services,
    myExport: applications.exporting(wallet.services.myExport),
    apiKeys,
    reaches: bulk.reaches,
    bulkActs: bulk.bulkActs,
    ...shown.parts,
    readiness: new Readiness({
      ...{ database, trustLists, audit: audited.parts.auditChain },
      ledger: context.ledgerParts.ledger,
      anchoring: anchoring.report,
      renewals: new PgOperationalFigures(database, context.ledgerParts.deployment.id),
    }),
    typeDrafts,
    ...audited.parts,
    registryChanges,
    senders: () => toSenders(context),
    turnovers: turnovers.turnovers,
    ...{ logs: anchoring.logs, proofs: anchoring.proofs },
    verification: verifying.verification,
    figures: new PgPublicFigures(database),
  };
  const loops: Loop[] = [
    composeIndexer(context, context.ledgerParts, [anchoring.projection, status.projection]).loop,
    ...anchoring.loops,
    turnovers.loop,
    bulk.loop,
    ...audited.loops,
    ...shown.loops,
    ...wallet.loops,
    ...applications.loops,
    new KeyRenewals({ store: new PgKeyRenewals(database), registry, ...composed, logger }).loop,
    status.writer.loop,
    status.copyWriter.loop,
    status.comparison.loop,
    ...issuingLoops(context, { readings: composed.readings, bulkActs: bulk.store }),
  ];
  const { report, proofs } = anchoring;
  return { services, loops, report, proofs, alarms: applications.alarms };
}

/** What strangers ask to have verified. */
function composeVerification(
  { database, clock, publicUrl }: ServicesContext,
  parts: Pick<Services, "trustLists" | "statuses"> & {
    readonly anchoring: Pick<ReturnType<typeof composeAnchoring>, "proofs" | "logs">;
  },
) {
  const { trustLists, statuses, anchoring } = parts;
  const material = new TrustMaterial({ trustLists, statuses });
  const verification = new Verification({
    material,
    copies: new PgCopyFinder(database),
    log: anchoring.proofs,
    logs: anchoring.logs,
    ...{ statuses, clock, publicUrl },
  });
  return { material, verification };
}

/** What residents apply for, in this city. */
function composeCityApplications(
  context: ServicesContext,
  parts: Omit<
    ApplicationsContext,
    keyof ServicesContext | "registry" | "types" | "right" | "authorityKeys" | CityPlace
  >,
) {
  const { issuingParts, ledgerParts } = context;
  const { registry, types, right, authorityKeys } = issuingParts;
  const { chainId, contracts } = ledgerParts.ledger.description;
  return composeApplications({
    ...{ ...context, ...parts, registry, types, right, authorityKeys },
    contracts: new EvmAccountContracts(ledgerParts.chain),
    place: { chainId, registry: contracts.AuthorityRegistry.toLowerCase() as Hex },
    itemDirectories: [],
  });
}

type CityPlace = "contracts" | "place" | "itemDirectories";

const toSenders = ({ ledgerParts: { accounts } }: ServicesContext) => ({
  anchor: accounts.anchor.address,
  status: accounts.status.address,
});

function composeHome(
  context: ServicesContext,
  parts: Pick<
    HomeOptions,
    "sessions" | "governingActs" | "turnovers" | "deviceEndings" | "itemTitle"
  >,
) {
  const { registry, types } = context.issuingParts;
  const registryEvents = new PgRegistryEvents(context.database);
  const senders = () => toSenders(context);
  const store = new PgHome(context.database);
  const { clock } = context;
  const home = new Home({ store, registry, types, registryEvents, senders, clock, ...parts });
  return { registryEvents, home };
}

/** The audit's chain, its lines for those whose they are, and its head in the log. */
function composeAudit(
  { database, logger, issuingParts }: ServicesContext,
  audit: PgAuditLog,
  composed: ReturnType<typeof composeDocuments>,
  proofs: ReturnType<typeof composeAnchoring>["proofs"],
) {
  const { registry, types } = issuingParts;
  const chain = new AuditChain(database, logger);
  const dateOf = (at: number) => types.dateOf(at);
  const heads = new AuditHeads({ ...composed, database, chain, audit, registry, dateOf, logger });
  return {
    parts: {
      auditChain: chain,
      auditLines: new PgAuditLines(database),
      findAuditHead: toFindHead(database, composed.documents, proofs),
      auditScope: (caller: Caller, named?: AuthoritySlug) => auditScopeOf(registry, caller, named),
    },
    loops: [chain.loop, heads.loop],
  };
}

/** Issuing one at a time, changing what was issued, and issuing from files. */
function composeDocuments(context: ServicesContext, statuses: Statuses, audit: PgAuditLog) {
  const { clock, database, issuingParts } = context;
  const { types, documents, imports, places, drafter, right, opener } = issuingParts;
  const { digests, requestDigests, fileKeys, heldRows } = issuingParts;
  const reader = new DocumentReader({ store: documents, opener, statuses, types, right, clock });
  const requests = new IdempotentRequests({ store: documents, reader });
  const shared = { store: documents, places, drafter, right };
  const readings = new PgReadingCounts(database);
  return {
    documents: reader,
    readings,
    search: new DocumentSearch({ store: documents, types, digests, reader, counts: readings }),
    exports: new DocumentExport({ store: documents, types, opener, counts: readings }),
    erasures: new Erasures({ database, reader, statuses }),
    requestDigests,
    issuing: new Issuing({ ...shared, requests, audit }),
    revisions: new Revisions({ ...shared, types, statuses, reader, requests }),
    copies: new DocumentCopies({ ...shared, types, statuses, reader }),
    imports: new Imports({ store: imports, right, reader, files: context.files, keys: fileKeys }),
    mending: new Mending({ database, rows: heldRows, keys: fileKeys, right, types }),
    issuances: new PgIssuances(database),
  };
}

/** What tidies up after issuing, and lets files go on that wait for a day's limit. */
function issuingLoops(
  { database, issuingParts, logger }: ServicesContext,
  kept: { readonly readings: PgReadingCounts; readonly bulkActs: PgBulkActs },
): readonly Loop[] {
  const { documents, imports, heldRows } = issuingParts;
  const digests = new PgDigests(database);
  return [
    new WaitingImports({ imports, logger }).loop,
    new IssuingUpkeep({ documents, imports, heldRows, digests, ...kept, logger }).loop,
  ];
}

/** What departments' systems are told, and by which loops. */
function composeHooks(context: ServicesContext, audit: PgAuditLog) {
  const { database, clock, logger, demo, keys, issuingParts, sendHook } = context;
  const { registry } = issuingParts;
  const store = new PgHookStore(database);
  const master = () => keys.createOrLoad("webhooks", "secret");
  const { loop } = new HookDeliveries({ store, master, send: sendHook, audit, clock, logger });
  const onChange = () => loop.wake();
  const events = new HookEvents({ database, store, registry, onChange, logger });
  return {
    hooks: new Hooks({ store, master, audit, registry, clock, mayLoopback: demo, onChange }),
    loops: [events.loop, loop],
  };
}

/** What others are shown: departments' systems by messages, strangers by residents' links. */
function composeShown(
  context: ServicesContext,
  audit: PgAuditLog,
  composed: Parameters<typeof composeShares>[1],
) {
  const { hooks, loops } = composeHooks(context, audit);
  const { registry, types } = context.issuingParts;
  const shares = composeShares({ ...context, registry, types, hooks, audit }, composed);
  return { parts: { hooks, ...shares.parts }, loops: [...loops, ...shares.loops] };
}

function composeTrustLists(context: ServicesContext): TrustLists {
  const { registry, types } = context.issuingParts;
  return new TrustLists({
    registry,
    documentTypes: types,
    keys: new PublicKeys(context.database),
    store: new PgTrustListStore(context.database),
    frame: composeFrame(context),
    offices: context.offices,
    clock: context.clock,
    logger: context.logger,
  });
}

export const composeIndexer = (
  { database, logger }: Pick<ServicesContext, "database" | "logger">,
  ledgerParts: DeploymentParts,
  projections: readonly Projection[],
): Indexer =>
  new Indexer({
    database,
    chain: ledgerParts.chain,
    contracts: ledgerParts.contracts,
    session: ledgerParts.session,
    projections,
    firstBlock: ledgerParts.deployment.firstBlock,
    ...(ledgerParts.written === null ? {} : { written: ledgerParts.written }),
    logger,
  });

function composeStatus(
  { database, clock, logger, publicUrl, ledgerParts, issuingParts }: ServicesContext,
  audit: PgAuditLog,
) {
  const { registry, signer } = issuingParts;
  const { id } = ledgerParts.deployment;
  const words = new PgStatusWords(database, id);
  const store = new PgStatusStore(database);
  const knowledge = new ChainKnowledge(ledgerParts.ledger, words, clock);
  const written = { journal: ledgerParts.journal, settlements: ledgerParts.receipts };
  const lists = new PublishedLists({ words, registry, signer, knowledge, clock, publicUrl });
  return {
    statuses: new Statuses({ store, lists, registry, audit, clock }),
    projection: new StatusProjection(id),
    comparison: new HeadComparison({
      words,
      chain: ledgerParts.chain,
      contracts: ledgerParts.contracts,
      contradictions: new Contradictions(database, id),
      logger,
    }),
    writer: new StatusWriter({ store, ...written, logger }),
    copyWriter: new StatusWriter({
      ...{ store: new PgWithdrawnCopies(database), of: "copies", ...written, logger },
    }),
  };
}

type ChangesContext = Pick<ServicesContext, "database" | "clock"> & {
  readonly ledgerParts: Pick<DeploymentParts, "deployment" | "ledger" | "chain"> & {
    readonly journal: Journal;
  };
};

/**
 * Registry requests that wallets have signed, on their way to the contract.
 * @param isClosing whether the contract takes nothing more; asked of the deployment unless given
 */
export function composeChanges(
  { database, ledgerParts, clock }: ChangesContext,
  isClosing = () => new PgDeployments(database).isClosed(ledgerParts.deployment),
) {
  const chain = ledgerParts.ledger.description;
  return new RegistryChanges({
    chain,
    contract: new RegistryContract(
      ledgerParts.chain,
      chain.contracts.AuthorityRegistry,
      chain.edition,
    ),
    journal: ledgerParts.journal,
    transactor: database,
    states: new PgChangeStates(database),
    clock,
    isClosing,
  });
}

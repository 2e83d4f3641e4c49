import { ApiKeys } from "../accounts/ApiKeys.ts";
import { PgApiKeyStore } from "../accounts/PgApiKeyStore.ts";
import { AuditChain } from "../audit/AuditChain.ts";
import { PgAuditLog } from "../audit/PgAuditLog.ts";
import { DocumentCopies } from "../issuing/DocumentCopies.ts";
import { DocumentReader } from "../issuing/DocumentReader.ts";
import { Erasures } from "../issuing/Erasures.ts";
import { IdempotentRequests } from "../issuing/IdempotentRequests.ts";
import { Issuing } from "../issuing/Issuing.ts";
import { IssuingUpkeep } from "../issuing/IssuingUpkeep.ts";
import type { FileReceiving } from "../issuing/imports/FileReceiver.ts";
import { Imports } from "../issuing/imports/Imports.ts";
import { PgDigests } from "../issuing/PgDigests.ts";
import { PgIssuances } from "../issuing/PgIssuances.ts";
import { Revisions } from "../issuing/Revisions.ts";
import { DocumentExport } from "../issuing/reading/DocumentExport.ts";
import { DocumentSearch } from "../issuing/reading/DocumentSearch.ts";
import { PgReadingCounts } from "../issuing/reading/PgReadingCounts.ts";
import type { Deployment } from "../ledger/deployment/Deployment.ts";
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
import type { AskedOffices } from "../trust-signer/AskedOffices.ts";
import { KeyRenewals } from "../turnover/KeyRenewals.ts";
import { PgKeyRenewals } from "../turnover/PgKeyRenewals.ts";
import { PgCopyFinder } from "../verifying/PgCopyFinder.ts";
import { TrustMaterial } from "../verifying/TrustMaterial.ts";
import { Verification } from "../verifying/Verification.ts";
import type { AnchoringContext } from "./composeAnchoring.ts";
import { composeAnchoring } from "./composeAnchoring.ts";
import { composeFrame } from "./composeFrame.ts";
import type { IssuingParts } from "./composeIssuing.ts";
import { composeTurnovers, type TurnoversContext } from "./composeTurnovers.ts";
import type { Services } from "./Services.ts";
import type { DeploymentParts } from "./startLedger.ts";

export type ServicesContext = AnchoringContext &
  TurnoversContext & {
    readonly publicUrl: string;
    readonly issuingParts: IssuingParts;
    readonly offices: AskedOffices;
    /** All of the network, in order. */
    readonly deployments: readonly Deployment[];
    /** Where files of imports are read. */
    readonly files: FileReceiving;
  };

/** All that the HTTP API is built on, with the loops that a worker runs. */
export function composeServices(context: ServicesContext) {
  const { database, clock, logger, issuingParts } = context;
  const { registry, types, signer } = issuingParts;
  const anchoring = composeAnchoring(context, issuingParts);
  const audit = new PgAuditLog(database);
  const auditChain = new AuditChain(database, logger);
  const status = composeStatus(context, audit);
  const { statuses } = status;
  const trustLists = composeTrustLists(context);
  const registryChanges = composeChanges(context);
  const turnovers = composeTurnovers(context, { registryChanges, audit, trustLists });
  const composed = composeDocuments(context, statuses);
  const services: Services = {
    publicUrl: context.publicUrl,
    clock,
    logger,
    audit,
    registry,
    signer,
    statuses,
    trustLists,
    documentTypes: types,
    ...composed,
    apiKeys: new ApiKeys({ store: new PgApiKeyStore(database), audit, clock }),
    readiness: new Readiness({
      database,
      ledger: context.ledgerParts.ledger,
      anchoring: anchoring.report,
      renewals: new PgOperationalFigures(database, context.ledgerParts.deployment.id),
      trustLists,
      audit: auditChain,
    }),
    auditChain,
    registryChanges,
    turnovers: turnovers.turnovers,
    logs: anchoring.logs,
    proofs: anchoring.proofs,
    verification: new Verification({
      material: new TrustMaterial({ trustLists, statuses }),
      statuses,
      copies: new PgCopyFinder(database),
      log: anchoring.proofs,
      logs: anchoring.logs,
      clock,
      publicUrl: context.publicUrl,
    }),
    figures: new PgPublicFigures(database),
  };
  const { documents, imports } = issuingParts;
  const loops: Loop[] = [
    composeIndexer(context, context.ledgerParts, [anchoring.projection, status.projection]).loop,
    ...anchoring.loops,
    turnovers.loop,
    auditChain.loop,
    new KeyRenewals({ store: new PgKeyRenewals(database), registry, ...composed, logger }).loop,
    status.writer.loop,
    status.comparison.loop,
    new IssuingUpkeep({
      documents,
      imports,
      digests: new PgDigests(database),
      readings: composed.readings,
      logger,
    }).loop,
  ];
  return { services, loops, report: anchoring.report, proofs: anchoring.proofs };
}

/** Issuing one at a time, changing what was issued, and issuing from files. */
function composeDocuments(context: ServicesContext, statuses: Statuses) {
  const { clock, database, issuingParts } = context;
  const { types, documents, imports, places, drafter, right, opener } = issuingParts;
  const { digests, requestDigests } = issuingParts;
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
    issuing: new Issuing({ ...shared, requests }),
    revisions: new Revisions({ ...shared, types, statuses, reader, requests }),
    copies: new DocumentCopies({ ...shared, types, statuses, reader }),
    imports: new Imports({ store: imports, right, reader, files: context.files }),
    issuances: new PgIssuances(database),
  };
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
    writer: new StatusWriter({
      store,
      journal: ledgerParts.journal,
      settlements: ledgerParts.receipts,
      logger,
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

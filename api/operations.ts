import { apiKeyOperations } from "./operations/apiKeys.ts";
import { applicationOperations } from "./operations/applications.ts";
import { auditOperations } from "./operations/audit.ts";
import { auditorOperations } from "./operations/auditors.ts";
import { bulkActOperations } from "./operations/bulkActs.ts";
import { deskOperations } from "./operations/desk.ts";
import { documentOperations } from "./operations/documents.ts";
import { governingActOperations } from "./operations/governingActs.ts";
import { healthOperations } from "./operations/health.ts";
import { homeOperations } from "./operations/home.ts";
import { importOperations } from "./operations/imports.ts";
import { invitationOperations } from "./operations/invitations.ts";
import { lifeEventOperations } from "./operations/lifeEvents.ts";
import { logOperations } from "./operations/log.ts";
import { mandateOperations } from "./operations/mandates.ts";
import { ownPasskeyOperations } from "./operations/ownPasskeys.ts";
import { proofRequestOperations } from "./operations/proofRequests.ts";
import { reachOperations } from "./operations/reaches.ts";
import { receiptOperations } from "./operations/receipts.ts";
import {
  authorityOperations,
  documentTypeOperations,
  registryChangeOperations,
  trustListOperations,
} from "./operations/registry.ts";
import { residentOperations } from "./operations/residents.ts";
import { residentWalletOperations } from "./operations/residentWallets.ts";
import { ruleVersionOperations } from "./operations/ruleVersions.ts";
import { sessionOperations } from "./operations/sessions.ts";
import { shareOperations } from "./operations/shares.ts";
import { statusOperations } from "./operations/status.ts";
import { turnoverOperations } from "./operations/turnovers.ts";
import { typeDraftOperations } from "./operations/typeDrafts.ts";
import { verifierOperations } from "./operations/verifiers.ts";
import { verifyingOperations } from "./operations/verifying.ts";
import { webhookOperations } from "./operations/webhooks.ts";

/** Every operation of the API by its name, in the order in which it is documented. */
export const operations = {
  ...verifyingOperations,
  ...documentOperations,
  ...importOperations,
  ...statusOperations,
  ...bulkActOperations,
  ...reachOperations,
  ...trustListOperations,
  ...authorityOperations,
  ...documentTypeOperations,
  ...typeDraftOperations,
  ...registryChangeOperations,
  ...governingActOperations,
  ...logOperations,
  ...sessionOperations,
  ...ownPasskeyOperations,
  ...homeOperations,
  ...invitationOperations,
  ...auditorOperations,
  ...apiKeyOperations,
  ...webhookOperations,
  ...shareOperations,
  ...proofRequestOperations,
  ...verifierOperations,
  ...receiptOperations,
  ...residentOperations,
  ...residentWalletOperations,
  ...deskOperations,
  ...lifeEventOperations,
  ...mandateOperations,
  ...applicationOperations,
  ...ruleVersionOperations,
  ...turnoverOperations,
  ...auditOperations,
  ...healthOperations,
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;

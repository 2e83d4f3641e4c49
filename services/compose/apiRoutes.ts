import { governingActRoutes } from "../accounts/acts/governingActRoutes.ts";
import { apiKeyRoutes } from "../accounts/apiKeyRoutes.ts";
import { auditorRoutes } from "../accounts/auditors/auditorRoutes.ts";
import { invitationRoutes } from "../accounts/invitations/invitationRoutes.ts";
import { ownPasskeyRoutes } from "../accounts/passkeys/ownPasskeyRoutes.ts";
import { residentAccountRoutes } from "../accounts/residents/accountRoutes.ts";
import { deskRoutes } from "../accounts/residents/desk/deskRoutes.ts";
import { joiningRoutes } from "../accounts/residents/joining/joiningRoutes.ts";
import { residentPasskeyRoutes } from "../accounts/residents/passkeys/passkeyRoutes.ts";
import { residentSignInRoutes } from "../accounts/residents/signInRoutes.ts";
import { walletLinkRoutes } from "../accounts/residents/wallets/walletLinkRoutes.ts";
import { sessionRoutes } from "../accounts/sessions/sessionRoutes.ts";
import { logRoutes } from "../anchoring/logRoutes.ts";
import { proofRoutes } from "../anchoring/proofRoutes.ts";
import { applicationRoutes } from "../applications/applicationRoutes.ts";
import { queueRoutes } from "../applications/queue/queueRoutes.ts";
import { ruleRoutes } from "../applications/rules/ruleRoutes.ts";
import { auditRoutes } from "../audit/auditRoutes.ts";
import { homeRoutes } from "../home/homeRoutes.ts";
import { hookRoutes } from "../hooks/hookRoutes.ts";
import type { Route } from "../http/routes/Route.ts";
import { bulkActRoutes } from "../issuing/bulk/bulkActRoutes.ts";
import { documentRoutes } from "../issuing/documentRoutes.ts";
import { importRoutes } from "../issuing/imports/importRoutes.ts";
import { issuedByKeyRoutes } from "../issuing/issuedByKeyRoutes.ts";
import { reachRoutes } from "../issuing/selection/reachRoutes.ts";
import { figureRoutes } from "../operations/figureRoutes.ts";
import { healthRoutes } from "../operations/healthRoutes.ts";
import { authorityRoutes } from "../registry/authorityRoutes.ts";
import { registryChangeRoutes } from "../registry/changes/registryChangeRoutes.ts";
import { trustListRoutes } from "../registry/trust/trustListRoutes.ts";
import { documentTypeRoutes } from "../registry/types/documentTypeRoutes.ts";
import { typeDraftRoutes } from "../registry/types/drafts/typeDraftRoutes.ts";
import { statusListRoutes } from "../status/statusListRoutes.ts";
import { statusRoutes } from "../status/statusRoutes.ts";
import { turnoverRoutes } from "../turnover/turnoverRoutes.ts";
import { verifyRoutes } from "../verifying/verifyRoutes.ts";
import { lifeEventRoutes } from "../wallet/life/lifeEventRoutes.ts";
import { mandateRoutes } from "../wallet/mandates/mandateRoutes.ts";
import { receiptRoutes } from "../wallet/receipts/receiptRoutes.ts";
import { proofRequestRoutes } from "../wallet/requests/proofRequestRoutes.ts";
import { shareRoutes } from "../wallet/shares/shareRoutes.ts";
import { verifierRoutes } from "../wallet/verifiers/verifierRoutes.ts";
import { walletRoutes } from "../wallet/walletRoutes.ts";
import type { Services } from "./Services.ts";

/** What answers each operation of the API. */
export const apiRoutes = (services: Services): readonly Route[] => [
  ...verifyRoutes(services),
  ...documentRoutes(services),
  ...proofRoutes(services),
  ...importRoutes(services),
  ...statusRoutes(services),
  ...bulkActRoutes(services),
  ...reachRoutes(services),
  ...statusListRoutes(services),
  ...trustListRoutes(services),
  ...authorityRoutes(services),
  ...documentTypeRoutes(services),
  ...typeDraftRoutes(services),
  ...registryChangeRoutes(services),
  ...governingActRoutes(services),
  ...logRoutes(services),
  ...figureRoutes(services),
  ...sessionRoutes(services),
  ...homeRoutes(services),
  ...invitationRoutes(services),
  ...auditorRoutes(services),
  ...apiKeyRoutes(services),
  ...issuedByKeyRoutes(services),
  ...turnoverRoutes(services),
  ...hookRoutes(services),
  ...shareRoutes(services),
  ...proofRequestRoutes(services),
  ...verifierRoutes(services),
  ...receiptRoutes(services),
  ...residentSignInRoutes(services),
  ...residentAccountRoutes(services),
  ...residentPasskeyRoutes(services),
  ...ownPasskeyRoutes(services),
  ...joiningRoutes(services),
  ...deskRoutes(services),
  ...walletLinkRoutes(services),
  ...lifeEventRoutes(services),
  ...walletRoutes(services),
  ...mandateRoutes(services),
  ...applicationRoutes(services),
  ...queueRoutes(services),
  ...ruleRoutes(services),
  ...auditRoutes(services),
  ...healthRoutes(services),
];

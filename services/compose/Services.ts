import type { DemoWallet } from "../../dev/demo-wallet/DemoWallet.ts";
import type { GoverningActRouteParts } from "../accounts/acts/governingActRoutes.ts";
import type { ApiKeyRouteParts } from "../accounts/apiKeyRoutes.ts";
import type { AuditorRouteParts } from "../accounts/auditors/auditorRoutes.ts";
import type { InvitationRouteParts } from "../accounts/invitations/invitationRoutes.ts";
import type { OwnPasskeyRouteParts } from "../accounts/passkeys/ownPasskeyRoutes.ts";
import type { ResidentAccountRouteParts } from "../accounts/residents/accountRoutes.ts";
import type { DeskRouteParts } from "../accounts/residents/desk/deskRoutes.ts";
import type { JoiningRouteParts } from "../accounts/residents/joining/joiningRoutes.ts";
import type { PgOutbox } from "../accounts/residents/messages/PgOutbox.ts";
import type { ResidentPasskeyRouteParts } from "../accounts/residents/passkeys/passkeyRoutes.ts";
import type { ResidentSignInRouteParts } from "../accounts/residents/signInRoutes.ts";
import type { WalletLinkRouteParts } from "../accounts/residents/wallets/walletLinkRoutes.ts";
import type { SessionRouteParts } from "../accounts/sessions/sessionRoutes.ts";
import type { LogRouteParts } from "../anchoring/logRoutes.ts";
import type { ProofRouteParts } from "../anchoring/proofRoutes.ts";
import type { ApplicationRouteParts } from "../applications/applicationRoutes.ts";
import type { QueueRouteParts } from "../applications/queue/queueRoutes.ts";
import type { RuleRouteParts } from "../applications/rules/ruleRoutes.ts";
import type { AuditRouteParts } from "../audit/auditRoutes.ts";
import type { HomeRouteParts } from "../home/homeRoutes.ts";
import type { HookRouteParts } from "../hooks/hookRoutes.ts";
import type { AppParts } from "../http/createApp.ts";
import type { BulkActRouteParts } from "../issuing/bulk/bulkActRoutes.ts";
import type { DocumentRouteParts } from "../issuing/documentRoutes.ts";
import type { ImportRouteParts } from "../issuing/imports/importRoutes.ts";
import type { IssuedByKeyRouteParts } from "../issuing/issuedByKeyRoutes.ts";
import type { ReachRouteParts } from "../issuing/selection/reachRoutes.ts";
import type { FigureRouteParts } from "../operations/figureRoutes.ts";
import type { HealthRouteParts } from "../operations/healthRoutes.ts";
import type { PageParts } from "../pages/PageParts.ts";
import type { AuthorityRouteParts } from "../registry/authorityRoutes.ts";
import type { RegistryChangeRouteParts } from "../registry/changes/registryChangeRoutes.ts";
import type { TrustListRouteParts } from "../registry/trust/trustListRoutes.ts";
import type { DocumentTypeRouteParts } from "../registry/types/documentTypeRoutes.ts";
import type { TypeDraftRouteParts } from "../registry/types/drafts/typeDraftRoutes.ts";
import type { StatusListRouteParts } from "../status/statusListRoutes.ts";
import type { StatusRouteParts } from "../status/statusRoutes.ts";
import type { TurnoverRouteParts } from "../turnover/turnoverRoutes.ts";
import type { VerifyRouteParts } from "../verifying/verifyRoutes.ts";
import type { LifeEventRouteParts } from "../wallet/life/lifeEventRoutes.ts";
import type { MandateRouteParts } from "../wallet/mandates/mandateRoutes.ts";
import type { ReceiptRouteParts } from "../wallet/receipts/receiptRoutes.ts";
import type { ProofRequestRouteParts } from "../wallet/requests/proofRequestRoutes.ts";
import type { ShareRouteParts } from "../wallet/shares/shareRoutes.ts";
import type { VerifierRouteParts } from "../wallet/verifiers/verifierRoutes.ts";
import type { WalletRouteParts } from "../wallet/walletRoutes.ts";

/** All that the HTTP API and its pages stand on: what each route asks for. */
export type Services = Pick<
  AppParts,
  "apiKeys" | "sessions" | "residents" | "audit" | "logger" | "publicUrl"
> &
  VerifyRouteParts &
  DocumentRouteParts &
  ProofRouteParts &
  ImportRouteParts &
  StatusRouteParts &
  BulkActRouteParts &
  ReachRouteParts &
  StatusListRouteParts &
  TrustListRouteParts &
  AuthorityRouteParts &
  DocumentTypeRouteParts &
  TypeDraftRouteParts &
  RegistryChangeRouteParts &
  GoverningActRouteParts &
  LogRouteParts &
  FigureRouteParts &
  ApiKeyRouteParts &
  SessionRouteParts &
  InvitationRouteParts &
  OwnPasskeyRouteParts &
  AuditorRouteParts &
  IssuedByKeyRouteParts &
  TurnoverRouteParts &
  AuditRouteParts &
  HookRouteParts &
  ShareRouteParts &
  ProofRequestRouteParts &
  VerifierRouteParts &
  ReceiptRouteParts &
  ResidentSignInRouteParts &
  ResidentAccountRouteParts &
  ResidentPasskeyRouteParts &
  JoiningRouteParts &
  DeskRouteParts &
  WalletLinkRouteParts &
  WalletRouteParts &
  LifeEventRouteParts &
  MandateRouteParts &
  ApplicationRouteParts &
  QueueRouteParts &
  RuleRouteParts &
  HomeRouteParts &
  HealthRouteParts &
  PageParts & {
    /** Null where this is no demo. */
    readonly demoWallet: DemoWallet | null;
    /** What residents' phones would get; null where this is no demo. */
    readonly demoOutbox: Pick<PgOutbox, "newest"> | null;
  };

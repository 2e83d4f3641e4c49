import type { ApiKeyRouteParts } from "../accounts/apiKeyRoutes.ts";
import type { LogRouteParts } from "../anchoring/logRoutes.ts";
import type { ProofRouteParts } from "../anchoring/proofRoutes.ts";
import type { AuditRouteParts } from "../audit/auditRoutes.ts";
import type { AppParts } from "../http/createApp.ts";
import type { DocumentRouteParts } from "../issuing/documentRoutes.ts";
import type { ImportRouteParts } from "../issuing/imports/importRoutes.ts";
import type { IssuedByKeyRouteParts } from "../issuing/issuedByKeyRoutes.ts";
import type { FigureRouteParts } from "../operations/figureRoutes.ts";
import type { HealthRouteParts } from "../operations/healthRoutes.ts";
import type { PageParts } from "../pages/PageParts.ts";
import type { AuthorityRouteParts } from "../registry/authorityRoutes.ts";
import type { RegistryChangeRouteParts } from "../registry/changes/registryChangeRoutes.ts";
import type { TrustListRouteParts } from "../registry/trust/trustListRoutes.ts";
import type { DocumentTypeRouteParts } from "../registry/types/documentTypeRoutes.ts";
import type { StatusListRouteParts } from "../status/statusListRoutes.ts";
import type { StatusRouteParts } from "../status/statusRoutes.ts";
import type { TurnoverRouteParts } from "../turnover/turnoverRoutes.ts";
import type { VerifyRouteParts } from "../verifying/verifyRoutes.ts";

/** All that the HTTP API and its pages stand on: what each route asks for. */
export type Services = Pick<AppParts, "apiKeys" | "audit" | "logger" | "publicUrl"> &
  VerifyRouteParts &
  DocumentRouteParts &
  ProofRouteParts &
  ImportRouteParts &
  StatusRouteParts &
  StatusListRouteParts &
  TrustListRouteParts &
  AuthorityRouteParts &
  DocumentTypeRouteParts &
  RegistryChangeRouteParts &
  LogRouteParts &
  FigureRouteParts &
  ApiKeyRouteParts &
  IssuedByKeyRouteParts &
  TurnoverRouteParts &
  AuditRouteParts &
  HealthRouteParts &
  PageParts;

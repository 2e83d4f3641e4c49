import { apiKeyRoutes } from "../accounts/apiKeyRoutes.ts";
import { logRoutes } from "../anchoring/logRoutes.ts";
import { proofRoutes } from "../anchoring/proofRoutes.ts";
import { auditRoutes } from "../audit/auditRoutes.ts";
import type { Route } from "../http/routes/Route.ts";
import { documentRoutes } from "../issuing/documentRoutes.ts";
import { importRoutes } from "../issuing/imports/importRoutes.ts";
import { issuedByKeyRoutes } from "../issuing/issuedByKeyRoutes.ts";
import { figureRoutes } from "../operations/figureRoutes.ts";
import { healthRoutes } from "../operations/healthRoutes.ts";
import { authorityRoutes } from "../registry/authorityRoutes.ts";
import { registryChangeRoutes } from "../registry/changes/registryChangeRoutes.ts";
import { trustListRoutes } from "../registry/trust/trustListRoutes.ts";
import { documentTypeRoutes } from "../registry/types/documentTypeRoutes.ts";
import { statusListRoutes } from "../status/statusListRoutes.ts";
import { statusRoutes } from "../status/statusRoutes.ts";
import { turnoverRoutes } from "../turnover/turnoverRoutes.ts";
import { verifyRoutes } from "../verifying/verifyRoutes.ts";
import type { Services } from "./Services.ts";

/** What answers each operation of the API. */
export const apiRoutes = (services: Services): readonly Route[] => [
  ...verifyRoutes(services),
  ...documentRoutes(services),
  ...proofRoutes(services),
  ...importRoutes(services),
  ...statusRoutes(services),
  ...statusListRoutes(services),
  ...trustListRoutes(services),
  ...authorityRoutes(services),
  ...documentTypeRoutes(services),
  ...registryChangeRoutes(services),
  ...logRoutes(services),
  ...figureRoutes(services),
  ...apiKeyRoutes(services),
  ...issuedByKeyRoutes(services),
  ...turnoverRoutes(services),
  ...auditRoutes(services),
  ...healthRoutes(services),
];

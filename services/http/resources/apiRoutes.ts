import type { AnyRoute } from "../routes/Route.ts";
import type { Services } from "../Services.ts";
import { apiKeyRoutes } from "./apiKeys.ts";
import { authorityRoutes } from "./authorities.ts";
import { documentRoutes } from "./documents.ts";
import { documentTypeRoutes } from "./documentTypes.ts";
import { figureRoutes } from "./figures.ts";
import { healthRoutes } from "./health.ts";
import { importRoutes } from "./imports.ts";
import { logRoutes } from "./log.ts";
import { proofRoutes } from "./proofs.ts";
import { registryChangeRoutes } from "./registryChanges.ts";
import { statusRoutes } from "./status.ts";
import { statusListRoutes } from "./statusLists.ts";
import { trustListRoutes } from "./trustLists.ts";
import { verifyRoutes } from "./verify.ts";

/** Every operation of the API, in the order in which it is documented. */
export const apiRoutes = (services: Services): readonly AnyRoute[] => [
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
  ...healthRoutes(services),
];

import { apiKeyOperations } from "./operations/apiKeys.ts";
import { auditOperations } from "./operations/audit.ts";
import { documentOperations } from "./operations/documents.ts";
import { healthOperations } from "./operations/health.ts";
import { importOperations } from "./operations/imports.ts";
import { logOperations } from "./operations/log.ts";
import {
  authorityOperations,
  documentTypeOperations,
  registryChangeOperations,
  trustListOperations,
} from "./operations/registry.ts";
import { statusOperations } from "./operations/status.ts";
import { turnoverOperations } from "./operations/turnovers.ts";
import { verifyingOperations } from "./operations/verifying.ts";

/** Every operation of the API by its name, in the order in which it is documented. */
export const operations = {
  ...verifyingOperations,
  ...documentOperations,
  ...importOperations,
  ...statusOperations,
  ...trustListOperations,
  ...authorityOperations,
  ...documentTypeOperations,
  ...registryChangeOperations,
  ...logOperations,
  ...apiKeyOperations,
  ...turnoverOperations,
  ...auditOperations,
  ...healthOperations,
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;

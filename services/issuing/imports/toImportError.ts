import type { ServiceError } from "../../platform/errors.ts";
import type { ImportError } from "./Import.ts";

/** An error as it is kept with the import that it ended or paused. */
export const toImportError = ({ code, message, data }: ServiceError): ImportError => ({
  code,
  message,
  data,
});

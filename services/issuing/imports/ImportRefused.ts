import { ServiceError } from "../../platform/errors.ts";
import type { ImportError } from "./Import.ts";

/** The file as a whole cannot be worked on; nothing of it was issued. HTTP 422. */
export class ImportRefused extends ServiceError {
  constructor(code: string, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(422, code, message, data);
  }
}

/** The same, as it is kept with the import. */
export const toImportError = ({ code, message, data }: ServiceError): ImportError => ({
  code,
  message,
  data,
});

import { ServiceError } from "../../platform/errors.ts";

type ServiceItemErrorCode =
  /** A folder of a service item does not say what it must: `file`, and `problems` with places in it. */
  "service_item.file_invalid";

/** A service item cannot be used. Stops the start. */
export class ServiceItemError extends ServiceError<ServiceItemErrorCode> {
  constructor(file: string, problems: readonly string[]) {
    const message = `The service item file ${file} is not valid: ${problems.join("; ")}`;
    super(500, "service_item.file_invalid", message, { file, problems });
  }
}

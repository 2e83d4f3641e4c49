import { ServiceError } from "../platform/errors.ts";

export type MigrationFaultCode =
  /** A key is registered in edition 1, and nobody has its coordinates. */
  "migration.key_unknown";

/** What keeps the network from moving to its next contracts, until a person has looked. */
export class MigrationFault extends ServiceError<MigrationFaultCode> {
  constructor(
    code: MigrationFaultCode,
    message: string,
    data: Readonly<Record<string, unknown>> = {},
  ) {
    super(500, code, message, data);
  }
}

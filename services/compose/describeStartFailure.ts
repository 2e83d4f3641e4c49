import type { Failure } from "@sello/api/startup";
import { ConfigError, ServiceError, StartError } from "../platform/errors.ts";
import { toStartError } from "../platform/toStartError.ts";

/**
 * Why the program did not start, in words that say what to do.
 * @param folder of the data
 */
export function describeStartFailure(thrown: unknown, folder = "the data folder"): Failure {
  const error = toStartError(thrown, folder);
  if (error instanceof ConfigError) {
    const { code, message } = error;
    const data = { reason: message };
    return { code, message: `The settings are not usable.\n${message}`, data };
  }
  if (error instanceof StartError) return { ...pick(error), data: error.data };
  if (error instanceof ServiceError) return { ...pick(error), data: {} };
  const { code = "unknown", message = String(error) } = error as { code?: string } & Error;
  return { code, message, data: {} };
}

const pick = ({ code, message }: ServiceError) => ({ code, message });

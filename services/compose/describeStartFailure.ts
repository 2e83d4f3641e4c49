import { ConfigError, ServiceError } from "../platform/errors.ts";

type SystemError = Error & { readonly code?: string; readonly port?: number };

/** Why the program did not start, in words that say what to do. */
export function describeStartFailure(error: unknown): { code: string; message: string } {
  if (error instanceof ConfigError)
    return { code: error.code, message: `The settings are not usable.\n${error.message}` };
  if (error instanceof ServiceError) return { code: error.code, message: error.message };
  const { code, port, message } = error as SystemError;
  if (code === "EADDRINUSE")
    return {
      code: "port.taken",
      message: `Port ${port} is taken by another program. Choose another: ./sello up --port N`,
    };
  if (code === "EACCES")
    return { code: "file.denied", message: `A file or port may not be used: ${message}` };
  return { code: code ?? "unknown", message: message ?? String(error) };
}

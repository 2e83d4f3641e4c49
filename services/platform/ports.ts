import { createServer, type Server } from "node:net";
import { StartError } from "./errors.ts";

type SystemError = Error & { readonly code?: string };

const listen = (port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    // Those who call before we are ready are sent away, as if nobody listened.
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

/**
 * Takes the port of the API before anything long is done, so that a taken one is reported at once and nobody else gets it
 * meanwhile. Throws `StartError`: `port.taken`, `port.denied`, `host.unknown`.
 * @returns gives it free again, for the one that really listens
 */
export async function holdPort(host: string, port: number): Promise<() => Promise<void>> {
  try {
    const server = await listen(port, host);
    return () => close(server);
  } catch (error) {
    throw toStartError(error, host, port);
  }
}

/** Whether nobody listens on this loopback port. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port, "127.0.0.1"));
    return true;
  } catch (error) {
    if ((error as SystemError).code === "EADDRINUSE") return false;
    throw toStartError(error, "127.0.0.1", port);
  }
}

/** @param setting what names the port */
export function portTaken(port: number, setting: string): StartError {
  const remedy =
    setting === "SELLO_PORT"
      ? "Choose another: ./sello up --port N (or SELLO_PORT=N)."
      : `Set ${setting} to another, or leave it out for any that is free.`;
  return new StartError("port.taken", `Port ${port} is taken by another program. ${remedy}`, {
    port,
    setting,
  });
}

function toStartError(error: unknown, host: string, port: number): unknown {
  const { code } = error as SystemError;
  if (code === "EADDRINUSE") return portTaken(port, "SELLO_PORT");
  if (code === "EACCES")
    return new StartError(
      "port.denied",
      `This account may not listen on port ${port}; those under 1024 are the system's. Choose another: ./sello up --port N (or SELLO_PORT=N).`,
      { port },
      error,
    );
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new StartError(
      "host.unknown",
      `${host} is no address of this machine. Set SELLO_HOST to one that is, or leave it out for 127.0.0.1.`,
      { host },
      error,
    );
  return error;
}

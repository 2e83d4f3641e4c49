import { createServer } from "node:net";
import type { Ports } from "./Sello.ts";

/** Three loopback ports that nobody listens on now; kept apart by being held open together. */
export async function freePorts(): Promise<Ports> {
  const servers = [0, 1, 2].map(() => createServer().listen(0, "127.0.0.1"));
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.once("listening", () => {
            const address = server.address();
            if (address && typeof address === "object") resolve(address.port);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const [http = 0, database = 0, chain = 0] = ports;
  return { http, database, chain };
}

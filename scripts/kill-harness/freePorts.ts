import { freePort } from "../../services/platform/freePort.ts";
import type { Ports } from "./Sello.ts";

/** Three loopback ports that nobody listens on now. */
export async function freePorts(): Promise<Ports> {
  const ports = new Set<number>();
  while (ports.size < 3) ports.add(await freePort());
  const [http = 0, database = 0, chain = 0] = ports;
  return { http, database, chain };
}

import { randomInt } from "node:crypto";
import { isPortFree } from "./ports.ts";

/**
 * Below those that systems give to outgoing connections (RFC 6335 §6: from 49,152; Linux from 32,768): a port that is kept for the
 * next start is not taken meanwhile by somebody's connection.
 */
const firstPort = 20_000;
const lastPort = 32_767;
const triesMax = 200;

/** A loopback port that nobody listens on at this moment. @throws Error when none is found */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const port = randomInt(firstPort, lastPort + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no free port from ${firstPort} to ${lastPort} was found`);
}

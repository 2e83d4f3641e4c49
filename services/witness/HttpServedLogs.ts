import { fromBase64, fromHex } from "@sello/sdk";
import { z } from "zod";
import type { ServedEntry, ServedLogs } from "./WatchedLog.ts";
import { witnessLimits } from "./witnessLimits.ts";

const path = z.object({ path: z.array(z.base64()).max(64) });
const hex32 = z.templateLiteral(["0x", z.hex().length(64)]);
const entries = z.object({
  entries: z
    .array(
      z.object({
        authority: hex32,
        documentType: hex32,
        batchRoot: hex32,
        count: z.int().positive(),
        anchoredAt: z.int().nonnegative(),
      }),
    )
    .length(1),
});

/** The service's word on its logs, as text of which nothing is believed. */
export class HttpServedLogs implements ServedLogs {
  readonly #server: () => string | null;

  /** @param server address of the service's API; null as long as nobody has said */
  constructor(server: () => string | null) {
    this.#server = server;
  }

  async consistency(log: string, from: number, to: number): Promise<readonly Uint8Array[]> {
    const answer = path.parse(await this.#get("/v1/log/proofs/consistency", { log, from, to }));
    return answer.path.map((hash) => fromBase64(hash));
  }

  async firstEntry(log: string, size: number): Promise<ServedEntry> {
    const found = entries.parse(await this.#get("/v1/log/entries", { log, start: 0, limit: 1 }));
    const proof = path.parse(await this.#get("/v1/log/proofs/inclusion", { log, index: 0, size }));
    const [entry] = found.entries;
    return {
      entry: { ...entry, batchRoot: fromHex(entry?.batchRoot ?? "0x") } as ServedEntry["entry"],
      path: proof.path.map((hash) => fromBase64(hash)),
    };
  }

  async #get(pathname: string, query: Readonly<Record<string, string | number>>): Promise<unknown> {
    const parameters = Object.entries(query).map(([name, value]) => [name, String(value)]);
    const server = this.#server();
    if (server === null) throw new Error("no service is named");
    const url = `${server.replace(/\/+$/, "")}${pathname}?${new URLSearchParams(parameters)}`;
    const signal = AbortSignal.timeout(witnessLimits.serviceMs);
    const response = await fetch(url, { redirect: "error", signal });
    if (!response.ok) throw new Error(`${pathname} answers with ${response.status}`);
    return JSON.parse(await readBounded(response));
  }
}

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > witnessLimits.answerBytes) throw new Error("the answer is too large");
  }
  return Buffer.concat(chunks).toString();
}

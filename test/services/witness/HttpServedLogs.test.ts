import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { AuthorityId, DocumentTypeId } from "@sello/sdk";
import type { LogEntry } from "@sello/sdk/log";
import { toHex } from "viem";
import { HttpServedLogs } from "../../../services/witness/HttpServedLogs.ts";
import { witnessLimits } from "../../../services/witness/witnessLimits.ts";

const entry: LogEntry = {
  authority: `0x${"11".repeat(32)}` as AuthorityId,
  documentType: `0x${"22".repeat(32)}` as DocumentTypeId,
  batchRoot: new Uint8Array(32).fill(3),
  count: 5,
  anchoredAt: 1_790_000_000,
};
const hash = new Uint8Array(32).fill(7);

let server: Server;
let answer: (path: string) => string = good;
const asked: string[] = [];

function good(path: string): string {
  if (path.includes("/proofs/"))
    return JSON.stringify({ path: [Buffer.from(hash).toString("base64")] });
  return JSON.stringify({ entries: [{ ...entry, batchRoot: toHex(entry.batchRoot), more: 1 }] });
}

before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end(answer(request.url ?? ""));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const logs = (path = "") =>
  new HttpServedLogs(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

test("asks for the log by its origin, wherever the service is", async () => {
  assert.deepEqual(await logs("/").consistency("city.example/log", 3, 9), [hash]);
  assert.deepEqual(await logs("/sello").firstEntry("city.example/log", 9), { entry, path: [hash] });
  assert.deepEqual(asked, [
    "/v1/log/proofs/consistency?log=city.example%2Flog&from=3&to=9",
    "/sello/v1/log/entries?log=city.example%2Flog&start=0&limit=1",
    "/sello/v1/log/proofs/inclusion?log=city.example%2Flog&index=0&size=9",
  ]);
});

test("an answer that is missing, of another form, or without end is an error and nothing more", async () => {
  const endless = JSON.stringify({ path: ["A".repeat(witnessLimits.answerBytes)] });
  for (const text of ["", "<html>", "{}", '{"path":[1]}', '{"entries":[]}', endless]) {
    answer = () => text;
    await assert.rejects(logs().consistency("x", 1, 2));
    await assert.rejects(logs().firstEntry("x", 2));
  }
  answer = good;
  await assert.rejects(new HttpServedLogs(() => null).consistency("x", 1, 2));
  await assert.rejects(new HttpServedLogs(() => "http://127.0.0.1:9").consistency("x", 1, 2));
});

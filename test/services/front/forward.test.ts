import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { operations } from "@sello/api";
import { mountForwarded } from "../../../services/front/forward.ts";
import { InsideClient } from "../../../services/front/InsideClient.ts";
import { createApp } from "../../../services/http/createApp.ts";
import { unlimitedRates } from "../../../services/http/middleware/limitRates.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";

// A process behind the socket that tells what came, and one in front of it as strangers reach it.
const folder = mkdtempSync(join(tmpdir(), "sello-front-"));
const socketPath = join(folder, "signer.sock");
let inside: Server;
let front: Server;
let client: InsideClient;
let url: string;
/** What the process behind the socket does next with a request. */
let answer: (
  request: IncomingMessage,
  body: Buffer,
) => { status?: number; headers?: object; body?: string };
let last: IncomingMessage;
let cut = 0;

before(async () => {
  inside = createServer(async (incoming, response) => {
    last = incoming;
    response.once("close", () => {
      if (!response.writableFinished) cut += 1;
    });
    if (incoming.headers.authorization === "Bearer silent") return;
    if (incoming.url?.endsWith("/events")) {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: 1\n\n");
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const told = answer(incoming, Buffer.concat(parts));
    response.writeHead(told.status ?? 200, { "x-request-id": "its-own", ...told.headers });
    response.end(told.body ?? "");
  });
  await new Promise<void>((done) => inside.listen(socketPath, done));
  client = new InsideClient(socketPath);
  const never = () => Promise.reject(new Error("not asked here"));
  const { express } = createApp(
    {
      routes: [],
      apiKeys: { authenticate: never },
      sessions: { authenticate: never, act: never, goesOn: never },
      residents: { authenticate: never },
      audit: { record: never },
      logger: silentLogger,
      publicUrl: "http://sello.test",
      mountForwarded: (app) => mountForwarded(app, Object.values(operations), client, 300),
    },
    { rateLimits: unlimitedRates },
  );
  front = createServer(express);
  await new Promise<void>((done) => front.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
});

after(() => {
  client.close();
  front.close();
  front.closeAllConnections();
  inside.close();
  inside.closeAllConnections();
  rmSync(folder, { recursive: true });
});

test("a request goes on as it came, and the answer comes back as it was given", async () => {
  let body = "";
  answer = (_, bytes) => {
    body = bytes.toString();
    return {
      status: 201,
      headers: { location: "/v1/documents/1", connection: "close" },
      body: "made",
    };
  };
  const response = await fetch(`${url}/v1/documents?a=1&a=%20`, {
    method: "POST",
    headers: {
      authorization: "Bearer key",
      "idempotency-key": "k",
      "content-type": "application/json",
    },
    body: '{"ü":1}',
  });
  assert.deepEqual([response.status, await response.text()], [201, "made"]);
  assert.equal(response.headers.get("location"), "/v1/documents/1");
  assert.equal(response.headers.get("x-request-id"), "its-own");
  assert.deepEqual([last.method, last.url, body], ["POST", "/v1/documents?a=1&a=%20", '{"ü":1}']);
  assert.equal(last.headers.authorization, "Bearer key");
  assert.equal(last.headers["idempotency-key"], "k");
});

test("whose request it is, the process in front says, and nobody else", async () => {
  answer = () => ({});
  await fetch(`${url}/v1/documents`, {
    headers: {
      "x-forwarded-for": "192.0.2.1",
      "x-forwarded-host": "evil",
      forwarded: "for=192.0.2.1",
      via: "1.1 x",
    },
  });
  assert.match(String(last.headers["x-forwarded-for"]), /^(?:::ffff:)?127\.0\.0\.1$/);
  for (const name of ["x-forwarded-host", "forwarded", "via"])
    assert.equal(last.headers[name], undefined);
});

test("a body without a length arrives whole", async () => {
  let bytes = 0;
  answer = (_, body) => {
    bytes = body.length;
    return {};
  };
  const part = Buffer.alloc(65_536, 1);
  const body = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 50; i += 1) controller.enqueue(part);
      controller.close();
    },
  });
  await fetch(`${url}/v1/imports?type=a`, { method: "POST", body, duplex: "half" } as RequestInit);
  assert.equal(bytes, 50 * part.length);
});

test("an event stream comes as it is written, and ends there when the client leaves", async () => {
  cut = 0;
  const outgoing = request(`${url}/v1/imports/0190d6c0-0000-7000-8000-000000000000/events`).end();
  const [reply] = (await once(outgoing, "response")) as [IncomingMessage];
  const [part] = (await once(reply, "data")) as [Buffer];
  assert.equal(part.toString(), "data: 1\n\n");
  // Longer than an answer may take to begin.
  await new Promise((done) => setTimeout(done, 500));
  outgoing.destroy();
  for (let i = 0; i < 100 && cut === 0; i += 1) await new Promise((done) => setTimeout(done, 10));
  assert.equal(cut, 1);
});

test("one that does not answer in time is said to be away", async () => {
  const response = await fetch(`${url}/v1/documents`, {
    headers: { authorization: "Bearer silent" },
  });
  const problem = (await response.json()) as { code: string };
  assert.deepEqual([response.status, problem.code], [503, "signer.unavailable"]);
});

test("while the process behind the socket is away, that is said, and it is back when the process is", async () => {
  const away = new InsideClient(join(folder, "nobody.sock"));
  await assert.rejects(away.call("names", {}), { code: "signer.unavailable", status: 503 });
  await new Promise<void>((done) => {
    inside.close(() => done());
    inside.closeAllConnections();
  });
  const response = await fetch(`${url}/v1/documents`);
  const problem = (await response.json()) as { code: string };
  assert.deepEqual([response.status, problem.code], [503, "signer.unavailable"]);
  await new Promise<void>((done) => inside.listen(socketPath, done));
  answer = () => ({ body: "back" });
  assert.equal(await (await fetch(`${url}/v1/documents`)).text(), "back");
});

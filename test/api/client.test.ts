import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { operations } from "@sello/api";
import { ApiFailure, ApiProblem, createClient } from "@sello/api/client";
import { startTestApp } from "../services/http/startTestApp.ts";

let app: Awaited<ReturnType<typeof startTestApp>>;
let apiKey: string;
before(async () => {
  app = await startTestApp();
  apiKey = await app.keyFor("nanshan-housing");
});
after(() => app.server.stop());

const client = (key: string = apiKey) =>
  createClient({ baseUrl: `${app.server.url}/`, apiKey: key, check: () => operations });

const claims = { name: "王芳" };

/** A server that answers as it likes. */
async function withServer(answer: RequestListener, work: (url: string) => Promise<void>) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("path, query, header fields and body go where the operation wants them", async () => {
  const seen: { status: number; location: string | null }[] = [];
  const issued = await client().issueDocument(
    { headers: { "idempotency-key": "desk-1" }, body: { type: "library-card", claims } },
    {
      onAnswer: ({ status, headers }) => seen.push({ status, location: headers.get("location") }),
    },
  );
  assert.deepEqual(seen, [{ status: 201, location: `/v1/documents/${issued.id}` }]);
  const page = await client().listDocuments({ query: { limit: 1, type: undefined } });
  assert.ok(page.documents.length <= 1);
  const found = await client().getDocument({ params: { id: issued.id } });
  assert.equal(found.id, issued.id);
  assert.match(
    await client().getSdJwt({ params: { id: issued.id }, query: { reason: "delivery" } }),
    /^\S+~/,
  );
});

test("uploads, event streams and files are streams", async () => {
  const started = await client().startImport({
    query: { type: "library-card", mapping: { Name: "name", x: null }, dryRun: true },
    body: { type: "text/csv", content: new Blob(["a,b\n1,2\n"]).stream() },
  });
  assert.equal(started.fileBytes, 8);
  assert.equal(started.dryRun, true);
  const params = { id: started.id };
  const states: string[] = [];
  for await (const { event, data } of await client().followImport({ params })) {
    assert.equal(event, "progress");
    states.push(data.state);
  }
  assert.deepEqual(states, ["running", "done"]);
  const result = await client().getImportResult({ params }, { accept: "text/csv" });
  assert.equal(await new Response(result).text(), "line,outcome\r\n2,issued\r\n");
});

test("a stream that is left early is ended", async () => {
  for await (const { data } of await client().followLog()) {
    assert.equal(typeof data.note, "string");
    break;
  }
});

test("an answer without a body is null; 503 of readiness is an answer", async () => {
  const key = await client().createApiKey({
    body: { label: "desk", actions: ["read"], expiresAt: Math.floor(Date.now() / 1000) + 3_600 },
  });
  assert.equal(await client().revokeApiKey({ params: { id: key.key.id } }), null);
  assert.equal((await client().isReady()).ready, true);
});

test("a problem is thrown with its code, its status and its data", async () => {
  const params = { id: "00000000-0000-4000-8000-000000000000" };
  const error = await client()
    .getDocument({ params })
    .then(
      () => assert.fail(),
      (reason: unknown) => reason,
    );
  assert.ok(error instanceof ApiProblem);
  assert.ok(error.is("document.unknown"));
  assert.equal(error.status, 404);
  const malformed = await client()
    .issueDocument({
      headers: { "idempotency-key": "desk-2" },
      body: { type: "NO TYPE", claims },
    })
    .then(
      () => assert.fail(),
      (reason: unknown) => reason,
    );
  assert.ok(malformed instanceof ApiProblem);
  assert.equal(malformed.problem.violations?.[0]?.pointer, "/body/type");
  await assert.rejects(client("sello_wrong").listDocuments(), { code: "api_key.invalid" });
});

test("nobody there, nobody in time, and somebody else are told apart", async () => {
  await assert.rejects(createClient({ baseUrl: "http://127.0.0.1:9" }).getFigures(), {
    code: "api.unreachable",
  });
  await withServer(
    () => {},
    (baseUrl) =>
      assert.rejects(createClient({ baseUrl, timeoutMs: 50 }).getFigures(), {
        code: "api.timeout",
      }),
  );
  const answers: [number, string, string][] = [
    [200, "text/html", "<html>"],
    [200, "application/json", "<html>"],
    [200, "application/json", '{"documents":"many","logSize":1}'],
    [502, "text/html", "Bad gateway"],
    [500, "application/json", "[]"],
    [204, "application/json", ""],
  ];
  for (const [status, type, body] of answers)
    await withServer(
      (_, response) => response.writeHead(status, { "content-type": type }).end(body),
      (baseUrl) =>
        assert.rejects(createClient({ baseUrl, check: () => operations }).getFigures(), {
          code: "api.malformed_answer",
        }),
    );
});

test("an answer is read only as far as it may be long", async () => {
  await withServer(
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = () => response.write("x".repeat(10_000), () => setImmediate(more));
      more();
    },
    (baseUrl) =>
      assert.rejects(createClient({ baseUrl, answerBytesMax: 50_000 }).getFigures(), {
        code: "api.answer_too_large",
      }),
  );
});

test("a call that its caller ends is not told as a fault of the service", async () => {
  const ending = new AbortController();
  await withServer(
    () => ending.abort(),
    async (baseUrl) => {
      const error = await createClient({ baseUrl })
        .getFigures({}, { signal: ending.signal })
        .then(
          () => assert.fail(),
          (reason: unknown) => reason,
        );
      assert.ok(!(error instanceof ApiFailure));
    },
  );
});

test("an API key is sent to those operations only that ask for one", async () => {
  const sent: (string | undefined)[] = [];
  await withServer(
    (request, response) => {
      sent.push(request.headers.authorization);
      response.writeHead(404, { "content-type": "application/problem+json" }).end('{"code":"x"}');
    },
    async (baseUrl) => {
      const some = createClient({ baseUrl, apiKey: "secret" });
      await some.getFigures().catch(() => {});
      await some.listImports().catch(() => {});
    },
  );
  assert.deepEqual(sent, [undefined, "Bearer secret"]);
});

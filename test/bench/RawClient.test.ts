import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { encodeRequest, RawClient } from "../../bench/http/RawClient.ts";

/** A server that answers each request with these pieces, one after the other. */
async function startServer(pieces: readonly string[]) {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("data", async () => {
      for (const piece of pieces) await new Promise((sent) => socket.write(piece, sent));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return { target: { host: "127.0.0.1", port }, stop: () => server.close() };
}

test("a request states the length of its body in bytes, and no length without one", () => {
  const target = { host: "127.0.0.1", port: 8420 };
  const post = encodeRequest({ method: "POST", path: "/v1/verify", body: "é" }, target);
  assert.equal(
    post.toString(),
    "POST /v1/verify HTTP/1.1\r\nHost: 127.0.0.1:8420\r\nContent-Length: 2\r\n\r\né",
  );
  const get = encodeRequest({ method: "GET", path: "/", headers: { A: "b" } }, target);
  assert.equal(get.toString(), "GET / HTTP/1.1\r\nHost: 127.0.0.1:8420\r\nA: b\r\n\r\n");
});

test("an answer counts when its last byte is there, however it is cut, and the connection is used again", async () => {
  const server = await startServer(["HTTP/1.1 200 OK\r\ncontent-", "length: 4\r\n\r\nab", "cd"]);
  const client = await RawClient.open(server.target);
  const request = encodeRequest({ method: "GET", path: "/" }, server.target);
  await client.send(request);
  await client.send(request);
  client.close();
  server.stop();
});

test("any answer but 200 is an error: refusals would be a fast service", async () => {
  const server = await startServer(["HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"]);
  const client = await RawClient.open(server.target);
  await assert.rejects(client.send(encodeRequest({ method: "GET", path: "/" }, server.target)));
  client.close();
  server.stop();
});

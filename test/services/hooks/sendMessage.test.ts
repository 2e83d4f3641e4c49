import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { Endings } from "../../../services/compose/Endings.ts";
import { HookProcess } from "../../../services/compose/HookProcess.ts";
import { findUrlFault } from "../../../services/hooks/sending/findUrlFault.ts";
import { isPublicAddress } from "../../../services/hooks/sending/isPublicAddress.ts";
import { sendMessage } from "../../../services/hooks/sending/sendMessage.ts";
import type { Config } from "../../../services/platform/config.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string };
const got: Got[] = [];
let status = 204;
let server: Server;
let url: string;

before(async () => {
  server = createServer(async (request, response) => {
    got.push({ headers: request.headers, body: await text(request) });
    if (status === 307) response.setHeader("location", `${url}/elsewhere`);
    response.writeHead(status).end("x".repeat(100_000));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const message = (to: string) => ({
  url: to,
  headers: { "webhook-id": "msg_1" },
  body: '{"a":"你"}',
});
const inDemo = { mayLoopback: true };

test("a message arrives as it is; of the answer only the status is read, and no redirection is followed", async () => {
  assert.deepEqual(await sendMessage(message(url), inDemo), { status: 204, error: null });
  assert.equal(got.at(-1)?.body, '{"a":"你"}');
  assert.equal(got.at(-1)?.headers["webhook-id"], "msg_1");
  const before = got.length;
  status = 307;
  assert.deepEqual(await sendMessage(message(url), inDemo), { status: 307, error: null });
  assert.equal(got.length, before + 1);
  status = 204;
});

test("only https is taken, and this machine itself in a demo alone", async () => {
  for (const bad of ["", "x", "ftp://example.org", "http://example.org", "https://a:b@example.org"])
    assert.notEqual(findUrlFault(bad, true), null, bad);
  assert.equal(findUrlFault("https://example.org/hooks", false), null);
  assert.equal(findUrlFault("http://localhost:8080/", true), null);
  assert.notEqual(findUrlFault("http://localhost:8080/", false), null);
  const before = got.length;
  assert.deepEqual(await sendMessage(message(url), { mayLoopback: false }), {
    status: null,
    error: "url.refused",
  });
  assert.equal(got.length, before);
});

test("a name that leads to this machine or a network around it is not asked, in a demo either", async () => {
  const privateOnes = [
    ...["127.0.0.1", "0.0.0.0", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.16.0.1"],
    ...["192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1"],
    ...[
      "fd00::1",
      "::ffff:127.0.0.1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "2002:a00:1::",
      "ff02::1",
    ],
    ...["2001:db8::1", "x"],
  ];
  for (const address of privateOnes) {
    assert.equal(isPublicAddress(address), false, address);
    const resolve = async () => [
      { address: "93.184.216.34", family: 4 },
      { address, family: address.includes(":") ? 6 : 4 },
    ];
    for (const mayLoopback of [true, false])
      assert.deepEqual(
        await sendMessage(message("https://hooks.example/"), { mayLoopback, resolve }),
        { status: null, error: "address.private" },
        address,
      );
  }
  for (const address of ["1.1.1.1", "172.15.255.255", "172.32.0.1", "2606:4700::1111"])
    assert.equal(isPublicAddress(address), true, address);
});

test("the connection goes to the address that was checked, whatever the name leads to later", async () => {
  const { port } = new URL(url);
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return [{ address: "127.0.0.1", family: 4 }];
  };
  const sent = await sendMessage(message(`http://localhost:${port}/`), { ...inDemo, resolve });
  assert.deepEqual([sent.status, asked], [204, 1]);
});

test("who does not answer, or is not there, is named by a code", async () => {
  const resolve = async () => [];
  assert.deepEqual(await sendMessage(message("https://nowhere.invalid/"), { ...inDemo, resolve }), {
    status: null,
    error: "name.unknown",
  });
  assert.deepEqual(await sendMessage(message("http://127.0.0.1:1/"), inDemo), {
    status: null,
    error: "connection.refused",
  });
});

test("the process that sends has nothing but the message, and is started with the first", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hooks-"));
  const endings = new Endings();
  const config = { dataDirectory, logLevel: "silent", demo: true } as unknown as Config;
  const hooks = new HookProcess(config, silentLogger, endings);
  try {
    const sent = await Promise.all([hooks.send(message(url)), hooks.send(message(url))]);
    assert.deepEqual(
      sent.map((each) => each.status),
      [204, 204],
    );
  } finally {
    await endings.run(silentLogger);
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});

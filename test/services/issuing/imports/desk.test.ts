import assert from "node:assert/strict";
import { randomBytes, randomUUID, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { CallClient } from "../../../../services/http/calls/CallClient.ts";
import { serveCalls } from "../../../../services/http/calls/serveCalls.ts";
import { fixedSecret } from "../../../../services/issuing/DigestGenerations.ts";
import { countSigned } from "../../../../services/issuing/dayLimits.ts";
import { deskCalls } from "../../../../services/issuing/imports/desk/deskCalls.ts";
import { ImportDesk } from "../../../../services/issuing/imports/desk/ImportDesk.ts";
import { PgMandates } from "../../../../services/issuing/imports/desk/PgMandates.ts";
import { RemoteDesk } from "../../../../services/issuing/imports/desk/RemoteDesk.ts";
import { RemoteFiles } from "../../../../services/issuing/imports/desk/RemoteFiles.ts";
import { serveFiles } from "../../../../services/issuing/imports/desk/serveFiles.ts";
import { ImportRefused } from "../../../../services/issuing/imports/errors.ts";
import type { FileReceiving } from "../../../../services/issuing/imports/FileReceiver.ts";
import { PgFileKeys } from "../../../../services/issuing/imports/held/FileKeys.ts";
import type { FileReading } from "../../../../services/issuing/imports/Import.ts";
import { RecordDigests } from "../../../../services/issuing/RecordDigests.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { LimitExceeded } from "../../../../services/platform/errors.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { SealedDocumentSigner, type ToSign } from "../../../../services/signing/DocumentSigner.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { idOf, publicUrl } from "../../status/FakeRegistry.ts";
import { IssuingScene } from "../IssuingScene.ts";
import { makePerson } from "../people.ts";

const authority = idOf("nanshan-housing");
const folder = mkdtempSync(join(tmpdir(), "desk-"));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let server: Server;
let client: CallClient<typeof deskCalls>;
let desk: RemoteDesk;
let next = 0;
/** Officers who may import. */
const issuers = new Set<string>();

before(async () => {
  postgres = await startPostgres();
});
after(async () => {
  client.close();
  server.close();
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  ({ database } = await postgres.database());
  scene = new IssuingScene(database);
  const { signer, authorityKeys, registry, types, clock } = scene;
  const { handlers } = new ImportDesk({
    mandates: new PgMandates(database, async (account) => issuers.has(account)),
    fileKeys: new PgFileKeys(database, authorityKeys),
    signer: new SealedDocumentSigner(signer, authorityKeys),
    digests: new RecordDigests(fixedSecret(Buffer.alloc(32, 7))),
    registry,
    types,
    publicUrl,
    countSigned: (asked) => countSigned(database, asked),
    clock,
  });
  const options = { bytesMax: limits.deskCallBytes, logger: silentLogger };
  const otherwise = serveCalls(deskCalls, handlers, options, (_, response) => {
    response.writeHead(404).end();
  });
  const socketPath = join(folder, `${next++}.sock`);
  server?.close();
  server = createServer(otherwise);
  await new Promise<void>((done) => server.listen(socketPath, done));
  client?.close();
  client = new CallClient(deskCalls, socketPath);
  desk = new RemoteDesk(client);
});

async function createImport(dryRun = false): Promise<string> {
  const id = randomUUID();
  const request = { authority, type: "resident-id", format: "csv", fileName: "a.csv" } as const;
  await scene.importStore.create(id, { ...request, dryRun, requestedBy: "officer:0x" });
  await database.query("update imports set state = 'running' where id = $1", [id]);
  return id;
}

const toPayload = (members: object = {}) => {
  const payload = {
    iss: `${publicUrl}/authorities/nanshan-housing`,
    vct: scene.types.byName("resident-id").vct,
    status: {
      status_list: { idx: 1, uri: `${publicUrl}/v1/status-lists/nanshan-housing/0` },
    },
    ...members,
  };
  return Buffer.from(JSON.stringify(payload));
};

const toAsked = (payload: Buffer, key = randomBytes(32)) => ({ payload, signingInput: "", key });

const toSigningInput = (payload: Buffer): string =>
  [{ alg: "ES256", typ: "dc+sd-jwt", kid: scene.signer.key.kid }, payload]
    .map((each) => (Buffer.isBuffer(each) ? each : Buffer.from(JSON.stringify(each))))
    .map((bytes) => bytes.toString("base64url"))
    .join(".");

describe("the desk of the process with the keys", () => {
  test("names, signs and wraps as it does itself, in calls of hundreds", async () => {
    desk.workFor(await createImport());
    const { kid, sign } = await desk.open();
    assert.equal(kid, scene.signer.key.kid);
    const asked = Array.from({ length: limits.deskItems + 3 }, (_, idx) =>
      toAsked(toPayload({ idx })),
    );
    const signed = await sign(asked);
    assert.equal(signed.length, asked.length);
    const jwk = { ...scene.signer.key.jwk };
    const key = { key: jwk, format: "jwk", dsaEncoding: "ieee-p1363" } as const;
    for (const [index, { signature }] of signed.entries()) {
      const input = Buffer.from(toSigningInput((asked[index] as ToSign).payload));
      assert.ok(verify("sha256", input, key, signature));
    }
    const wrapped = signed.map(({ wrappedKey }) => wrappedKey as Buffer);
    const keys = asked.map((each) => each.key);
    assert.deepEqual(await scene.authorityKeys.unwrap(authority, wrapped), keys);
    const type = scene.types.byName("resident-id");
    const records = [0, 1].map((n) => ({ claims: makePerson(n), person: n === 0 ? null : "x" }));
    const ours = new RecordDigests(fixedSecret(Buffer.alloc(32, 7)));
    assert.deepEqual(await desk.ofAll(type, records), await ours.ofAll(type, records));
  });

  test("gives the key of a file that comes in or is worked on, and of no other", async () => {
    const keys = new PgFileKeys(database, scene.authorityKeys);
    const id = await createImport();
    assert.equal(await new RemoteDesk(client).of(id), null);
    await database.query("update imports set wrapped_key = $2 where id = $1", [
      id,
      await keys.make(authority),
    ]);
    const own = await keys.of(id);
    assert.equal(own?.length, 32);
    issuers.add("0x");
    for (const state of ["receiving", "running", "paused"]) {
      await database.query("update imports set state = $2 where id = $1", [id, state]);
      assert.deepEqual(await new RemoteDesk(client).of(id), own, state);
    }
    await database.query("update imports set state = 'done' where id = $1", [id]);
    await delay(limits.mandateMs + 50);
    await assert.rejects(new RemoteDesk(client).of(id), { code: "desk.no_mandate" });
  });

  test("signs for a check as soon as its rows are to be issued, and not before", async () => {
    const id = await createImport(true);
    issuers.add("0x");
    desk.workFor(id);
    const { sign } = await desk.open();
    const asked = [toAsked(toPayload())];
    await assert.rejects(sign(asked), { code: "desk.no_mandate" });
    await database.query("update imports set dry_run = false where id = $1", [id]);
    assert.equal((await sign(asked)).length, 1);
  });

  test("signs nothing that is not of the import", async () => {
    const id = await createImport();
    desk.workFor(id);
    const { kid, sign } = await desk.open();
    const refused = { code: "desk.other_document", status: 409 };
    const library = scene.types.byName("library-card").vct;
    const elsewhere = { idx: 1, uri: `${publicUrl}/v1/status-lists/futian-health/0` };
    const others = [
      toPayload({ iss: `${publicUrl}/authorities/futian-health` }),
      toPayload({ vct: library }),
      toPayload({ status: { status_list: elsewhere } }),
      toPayload({ status: null }),
      Buffer.from("{}"),
      Buffer.from("null"),
      Buffer.from("shenzhen.sello.example/log\n1\nAAAA"),
      Buffer.alloc(0),
    ];
    for (const other of others)
      await assert.rejects(sign([toAsked(toPayload()), toAsked(other)]), refused);
    await assert.rejects(sign([toAsked(toPayload(), randomBytes(31))]), refused);
    const odd = client.call("sign", { import: id, kid, parts: [toPayload()] });
    await assert.rejects(odd, refused);
    const otherKey = client.call("sign", { import: id, kid: "other", parts: [] });
    await assert.rejects(otherKey, { code: "desk.other_key" });
  });

  test("does nothing without an import under way, nor when its API key has ended", async () => {
    const none = { code: "desk.no_mandate" };
    await assert.rejects(client.call("key", { import: randomUUID() }), none);
    await assert.rejects(client.call("name", { import: randomUUID(), parts: [] }), none);
    for (const state of ["receiving", "done", "cancelled", "failed"]) {
      const id = await createImport();
      await database.query("update imports set state = $2 where id = $1", [id, state]);
      await assert.rejects(client.call("sign", { import: id, kid: "", parts: [] }), none);
    }
    const dry = await createImport(true);
    const { kid } = await client.call("key", { import: dry });
    await assert.rejects(client.call("sign", { import: dry, kid, parts: [] }), none);
    const ended = await createImport();
    const key = randomUUID();
    await database.query(
      `insert into api_keys (id, authority_id, label, secret_digest, actions, expires_at, revoked_at)
       select $1, authority_id, 'l', 'd', '{import}', now(), now() from imports where id = $2`,
      [key, ended],
    );
    const sentWith = "update imports set requested_by = 'api-key:' || $1::text where id = $2";
    await database.query(sentWith, [key, ended]);
    await assert.rejects(client.call("key", { import: ended }), none);
  });

  test("an officer's import goes on for as long as they may import", async () => {
    const officer = `0x${"a1".repeat(20)}`;
    const byOfficer = async () => {
      const id = await createImport();
      await database.query("update imports set requested_by = 'officer:' || $1 where id = $2", [
        officer,
        id,
      ]);
      return id;
    };
    issuers.add(officer);
    const { kid } = await client.call("key", { import: await byOfficer() });
    assert.equal(typeof kid, "string");
    issuers.delete(officer);
    await assert.rejects(client.call("key", { import: await byOfficer() }), {
      code: "desk.no_mandate",
    });
  });

  test("what is no call, or too much at once, is refused", async () => {
    const id = await createImport();
    const parts = Array.from({ length: limits.deskItems * 2 + 2 }, () => Buffer.alloc(0));
    await assert.rejects(client.call("sign", { import: id, kid: "", parts }), {
      code: "call.malformed",
    });
    await assert.rejects(client.call("openKey" as "key", { import: id }), { code: "call.unknown" });
  });
});

describe("files on their way to the process that reads them", () => {
  const request = {
    authority,
    type: "resident-id",
    format: "csv",
    fileName: "a.csv",
    requestedBy: "x",
  } as const;
  const reading = { encoding: "utf-8", firstRows: [] } as unknown as FileReading;

  const notAsked = (): never => {
    throw new Error("nobody asked for a preview");
  };

  async function sendTo(
    receive: FileReceiving["receive"],
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<FileReading> {
    const socketPath = join(folder, `files-${next++}.sock`);
    const files = createServer(
      serveFiles({ receive, preview: async () => notAsked() }, silentLogger),
    );
    await new Promise<void>((done) => files.listen(socketPath, done));
    try {
      const remote = new RemoteFiles(async () => socketPath);
      return await remote.receive(randomUUID(), request, toChunks(chunks));
    } finally {
      files.close();
      files.closeAllConnections();
    }
  }

  async function* toChunks(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    yield* chunks;
  }

  const many = (count: number) => Array.from({ length: count }, () => Buffer.alloc(65_536, 97));

  test("come whole, with what was said of them", async () => {
    let bytes = 0;
    const read = await sendTo(async (_, asked, chunks) => {
      assert.deepEqual(asked, request);
      for await (const chunk of chunks) bytes += chunk.length;
      return reading;
    }, many(50));
    assert.deepEqual(read, reading);
    assert.equal(bytes, 50 * 65_536);
  });

  test("one that is refused says why in three languages, and is not sent to its end", async () => {
    const words = { zh: "空", es: "vacío", en: "empty" };
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1;
        yield Buffer.alloc(65_536);
        await new Promise((done) => setTimeout(done, 1));
      }
    }
    const refusing = sendTo(async () => {
      throw new ImportRefused("import.empty", words, { line: 7 });
    }, endless());
    await assert.rejects(refusing, (error: ImportRefused) => {
      assert.ok(error instanceof ImportRefused);
      assert.deepEqual([error.code, error.words, error.data], ["import.empty", words, { line: 7 }]);
      return true;
    });
    assert.ok(sent < 5_000);
    const tooLarge = sendTo(async () => {
      throw new LimitExceeded("import.too_large", "large", { limit: 5, unit: "bytes" });
    }, many(1));
    await assert.rejects(tooLarge, { code: "import.too_large", status: 413 });
  });

  test("one that breaks off breaks off there, and its error is the sender's", async () => {
    let broken = false;
    async function* breaking() {
      yield Buffer.alloc(10);
      await new Promise((done) => setTimeout(done, 100));
      throw new Error("the client left");
    }
    const received = sendTo(async (_, __, chunks) => {
      try {
        for await (const _chunk of chunks);
      } catch (error) {
        broken = true;
        throw error;
      }
      return reading;
    }, breaking());
    await assert.rejects(received, /the client left/);
    for (let tries = 0; !broken && tries < 100; tries += 1)
      await new Promise((done) => setTimeout(done, 10));
    assert.ok(broken);
  });

  test("a process that is away is said to be away", async () => {
    const remote = new RemoteFiles(async () => join(folder, "nobody.sock"));
    const received = remote.receive(randomUUID(), request, toChunks(many(1)));
    await assert.rejects(received, { code: "importer.unavailable", status: 503 });
  });
});

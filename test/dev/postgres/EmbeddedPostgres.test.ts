import assert from "node:assert/strict";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { EmbeddedPostgres } from "../../../dev/postgres/EmbeddedPostgres.ts";
import { PostgresKeeper } from "../../../dev/postgres/PostgresKeeper.ts";
import { Database } from "../../../services/platform/database/Database.ts";
import { freePort } from "../../support/postgres.ts";

let folder = "";
let directory = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-embedded-"));
  chmodSync(folder, 0o755);
  directory = join(folder, "db");
});
after(() => rmSync(folder, { recursive: true, force: true }));

const open = async (): Promise<EmbeddedPostgres> => {
  const server = new EmbeddedPostgres({ directory, port: await freePort(), password: "p w'd" });
  await server.start();
  await server.ensureDatabase("city");
  return server;
};

const pidFile = (): string => join(directory, "postmaster.pid");
const serverPid = (): number => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);

async function counted(server: EmbeddedPostgres): Promise<number> {
  const database = new Database(server.url("city"));
  try {
    await database.query("create table if not exists kept (n int)");
    await database.query("insert into kept values (1)");
    return (await database.query("select * from kept")).rowCount;
  } finally {
    await database.close();
  }
}

test("keeps what was committed through stop, kill and a server left behind", async () => {
  const first = await open();
  assert.equal(await counted(first), 1);
  await first.stop();

  const second = await open();
  assert.equal(await counted(second), 2);
  process.kill(serverPid(), "SIGKILL");

  // A server left behind by a killed parent is ended, on whatever port it listens.
  const left = await open();
  assert.equal(await counted(left), 3);
  const third = await open();
  assert.equal(await counted(third), 4);
  await third.stop();
  await third.stop();
});

test("one that is killed while it is asked to stop has stopped", async () => {
  const server = await open();
  const before = await counted(server);
  const pid = serverPid();
  process.kill(pid, "SIGSTOP");
  const stopped = server.stop();
  await delay(300);
  process.kill(pid, "SIGKILL");
  await stopped;
  const again = await open();
  assert.equal(await counted(again), before + 1);
  await again.stop();
});

test("a pid file whose number belongs to another program does not stop the start", async () => {
  const server = await open();
  const file = readFileSync(pidFile(), "utf8");
  await server.stop();
  writeFileSync(pidFile(), file.replace(/^\d+/, String(process.pid)));
  const again = await open();
  assert.ok((await counted(again)) >= 5);
  await again.stop();
});

test("a database that is gone is `database.unavailable`, and comes back by itself", async () => {
  const server = await open();
  const database = new Database(server.url("city"));
  await database.query("select 1");
  await server.stop();
  await assert.rejects(database.query("select 1"), { code: "database.unavailable", status: 503 });
  await assert.rejects(
    database.transaction((tx) => tx.query("select 1")),
    { code: "database.unavailable" },
  );
  await server.start();
  assert.equal((await database.query("select 1 as one")).rows[0]?.one, 1);
  await database.close();
  await server.stop();
});

test("a full disk is `database.unavailable`: the same request may succeed later", async () => {
  const server = await open();
  const database = new Database(server.url("city"));
  const full = "do $$ begin raise exception 'as a full disk' using errcode = '53100'; end $$";
  await assert.rejects(database.query(full), { code: "database.unavailable", status: 503 });
  assert.equal((await database.query("select 1 as one")).rows[0]?.one, 1);
  await database.close();
  await server.stop();
});

test("a password that was lost is replaced, and what was committed is there", async () => {
  const before = await open();
  const count = await counted(before);
  await before.stop();
  const server = new EmbeddedPostgres({ directory, port: await freePort(), password: "new'" });
  await server.start();
  assert.equal(await counted(server), count + 1);
  await server.stop();
  await (await open()).stop();
});

test("an initialisation that was broken off begins again", async () => {
  const started = join(folder, "begun");
  mkdirSync(join(`${started}.part`, "base"), { recursive: true });
  writeFileSync(join(`${started}.part`, "PG_VERSION"), "18\n");
  const server = new EmbeddedPostgres({
    directory: started,
    port: await freePort(),
    password: "p",
  });
  await server.start();
  await server.stop();
  assert.equal(existsSync(`${started}.part`), false);
});

test("a port that another program has is named, and nothing is made", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const none = join(folder, "none");
  const server = new EmbeddedPostgres({ directory: none, port, password: "p" });
  await assert.rejects(server.start(), { code: "port.taken" });
  assert.equal(existsSync(none), false);
  taken.close();
});

test("a connection that is lost between two statements of a transaction is `database.unavailable`", async () => {
  const server = await open();
  const database = new Database(server.url("city"));
  const work = database.transaction(async (tx) => {
    const { rows } = await tx.query("select pg_backend_pid() as pid");
    await database.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await delay(200);
    await tx.query("select 1");
  });
  await assert.rejects(work, { code: "database.unavailable" });
  await database.close();
  await server.stop();
});

test("killed while it is kept, it is started again with what was committed, and is not after the end", async () => {
  const server = await open();
  const before = await counted(server);
  const logger = { info() {}, warn() {}, error() {} };
  const keeper = new PostgresKeeper({ server, logger });
  keeper.loop.start();
  process.kill(serverPid(), "SIGKILL");
  const database = new Database(server.url("city"));
  const count = async () => (await database.query("select * from kept")).rowCount;
  let found: number | null = null;
  for (let attempt = 0; found === null && attempt < 100; attempt += 1) {
    await delay(100);
    found = await count().catch(() => null);
  }
  assert.equal(found, before);
  await database.close();
  await keeper.loop.stop();
  await server.stop();
  await delay(400);
  assert.equal(server.running, false);
});

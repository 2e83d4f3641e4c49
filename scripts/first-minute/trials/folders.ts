import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Trial } from "../Trial.ts";

export const fileForFolder: Trial = {
  name: "file-for-folder",
  title: "a file where a folder has to be is named, wherever it stands",
  async run(world) {
    writeFileSync(world.path("file"), "");
    for (const data of ["file", "file/below"]) {
      const start = await world.begin({ data: world.path(data) });
      assert.equal(await start.refused(), 69);
      assert.equal(start.code, "data.not_a_folder", start.output);
      assert.ok(start.output.includes(world.path("file")), start.output);
    }
  },
};

export const readOnly: Trial = {
  name: "read-only",
  title: "a folder that can only be read is named",
  needsMounts: true,
  async run(world) {
    const folder = world.make("folder");
    if (process.getuid?.() === 0) world.seal(folder);
    else chmodSync(folder, 0o555);
    const start = await world.begin({ data: join(folder, "data") });
    assert.equal(await start.refused(), 69);
    const code = process.getuid?.() === 0 ? "data.read_only" : "data.denied";
    assert.equal(start.code, code, start.output);
    assert.ok(start.output.includes(folder), start.output);
  },
};

/** Files that a loss of power may leave empty or cut off, and what becomes of a start. */
export const damagedFiles: Trial = {
  name: "damaged-files",
  title: "empty or cut files are made anew where that loses nothing, and named where it would",
  async run(world) {
    const data = join(world.make("one"), "data");
    const file = (...names: string[]) => join(data, ...names);
    await (await (await world.begin({ data })).ready()).stop();

    const kept = readFileSync(file("keys", "sealing-key"));
    writeFileSync(file("keys", "sealing-key"), "");
    const refused = await world.begin({ data });
    assert.equal(await refused.refused(), 78);
    assert.equal(refused.code, "data.damaged", refused.output);
    assert.ok(refused.output.includes(file("keys", "sealing-key")), refused.output);
    writeFileSync(file("keys", "sealing-key"), kept);

    writeFileSync(file("run.json"), "");
    writeFileSync(file("service.json"), '{"pid":');
    writeFileSync(file("demo", "access.json"), '{"keys": [{"auth');
    writeFileSync(file("keys", "database-password"), "");
    assert.equal((await world.sello(data, ["health"])).code, 69, "no stack of calls");
    const damaged = await world.sello(data, ["documents", "--as", "shenzhen-library"]);
    assert.equal(damaged.code, 69, damaged.output);
    assert.match(damaged.output, /access\.json is damaged/);
    const start = await (await world.begin({ data })).ready();
    const listed = await world.sello(data, ["documents", "--as", "shenzhen-library"]);
    assert.equal(listed.code, 0, listed.output);
    await start.stop();
  },
};

export const otherVersions: Trial = {
  name: "other-versions",
  title:
    "data with another version's contracts or PostgreSQL is refused before anything in it is changed",
  async run(world) {
    const data = join(world.make("one"), "data");
    const environment = { SELLO_DATABASE_PORT: String(await world.port()) };
    const start = await (await world.begin({ data, environment })).ready();
    const password = readFileSync(join(data, "keys", "database-password"), "utf8");
    const ask = async (text: string) => {
      const host = `127.0.0.1:${environment.SELLO_DATABASE_PORT}`;
      const client = new pg.Client(`postgres://sello:${password}@${host}/sello`);
      await client.connect();
      await client.query(text).finally(() => client.end());
    };
    // As an older version left it: another interface, and a migration that is still to come.
    await ask(
      `update deployment set value = jsonb_set(value, '{interfaces,DocumentLog}', '"older"')`,
    );
    await ask("delete from schema_migrations where name like '0063%'");
    await start.stop();
    const refused = await world.begin({ data });
    assert.equal(await refused.refused(), 78);
    assert.equal(refused.code, "chain.other_contracts", refused.output);
    assert.match(refused.output, /✗ schema/, "before the schema was migrated");
    assert.equal(existsSync(join(data, "postgres", "postmaster.pid")), false, "stopped again");

    const folder = join(world.make("two"), "data");
    mkdirSync(join(folder, "postgres"), { recursive: true });
    writeFileSync(join(folder, "postgres", "PG_VERSION"), "17\n");
    const older = await world.begin({ data: folder });
    assert.equal(await older.refused(), 78);
    assert.equal(older.code, "database.other_version", older.output);
  },
};

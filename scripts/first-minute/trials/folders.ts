import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Start } from "../Start.ts";
import type { Trial } from "../Trial.ts";
import type { World } from "../World.ts";

export const fileForFolder: Trial = {
  name: "file-for-folder",
  title: "a file where a folder has to be is named, wherever it is",
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

/** Speaks to the database of a running service, which takes its password. */
async function ask(data: string, port: number, text: string): Promise<void> {
  const password = readFileSync(join(data, "keys", "database-password"), "utf8");
  const client = new pg.Client(`postgres://sello:${password}@127.0.0.1:${port}/sello`);
  await client.connect();
  await client.query(text).finally(() => client.end());
}

async function refuse(world: World, data: string, code: string): Promise<Start> {
  const refused = await world.begin({ data });
  assert.equal(await refused.refused(), 78);
  assert.equal(refused.code, code, refused.output);
  return refused;
}

/** What a loss of power may leave empty or cut off, and what another version left, and what becomes of a start. */
export const strangeData: Trial = {
  name: "strange-data",
  title: "damaged files are made again or named; data of another version is refused as it is",
  async run(world) {
    const data = join(world.make("one"), "data");
    const file = (...names: string[]) => join(data, ...names);
    await (await (await world.begin({ data })).ready()).stop();

    const kept = readFileSync(file("keys", "sealing-key"));
    writeFileSync(file("keys", "sealing-key"), "");
    const refused = await refuse(world, data, "data.damaged");
    assert.ok(refused.output.includes(file("keys", "sealing-key")), refused.output);
    writeFileSync(file("keys", "sealing-key"), kept);

    writeFileSync(file("run.json"), "");
    writeFileSync(file("service.json"), '{"pid":');
    writeFileSync(file("demo", "access.json"), '{"keys": [{"auth');
    writeFileSync(file("keys", "database-password"), "");
    const damaged = await world.sello(data, ["documents", "--as", "shenzhen-library"]);
    assert.equal(damaged.code, 69, damaged.output);
    assert.match(damaged.output, /access\.json is damaged/);
    const port = await world.port();
    const environment = { SELLO_DATABASE_PORT: String(port) };
    const start = await (await world.begin({ data, environment })).ready();
    const listed = await world.sello(data, ["documents", "--as", "shenzhen-library"]);
    assert.equal(listed.code, 0, listed.output);

    // As an older version left it: another interface, and a migration that is still to come.
    const older = `jsonb_set(interfaces, '{DocumentLog}', '"older"')`;
    await ask(data, port, `update deployments set interfaces = ${older}`);
    await ask(data, port, "delete from schema_migrations where name like '0063%'");
    await start.stop();
    const other = await refuse(world, data, "chain.other_contracts");
    assert.match(other.output, /✗ schema/, "before the schema was migrated");
    assert.equal(existsSync(file("postgres", "postmaster.pid")), false, "stopped again");
    writeFileSync(file("postgres", "PG_VERSION"), "17\n");
    await refuse(world, data, "database.other_version");
  },
};

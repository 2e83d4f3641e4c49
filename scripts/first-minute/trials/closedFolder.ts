import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Trial } from "../Trial.ts";

const office = ["--as", "shenzhen-library"];
const card = "examples/library-card.json";

/** Root's own folder, as homes of root are; the server's account has a place elsewhere. */
export const closedFolder: Trial = {
  name: "closed-folder",
  title:
    "in a folder that only root may enter it starts, moves, is copied by a backup and is reset",
  needsRoot: true,
  async run(world, isThorough) {
    const data = join(world.make("home", 0o700), "data");
    const home = world.path("lib");
    const environment = { SELLO_POSTGRES_HOME: home };
    const first = await (await world.begin({ data, environment })).ready();
    const issued = await world.sello(data, ["issue", card, ...office]);
    assert.equal(issued.code, 0, issued.output);
    await first.stop();
    const { cluster } = JSON.parse(readFileSync(join(data, "postgres", "place.json"), "utf8"));
    assert.ok(cluster.startsWith(join(home, "clusters")));
    assert.ok(first.output.includes(cluster), "it is said where the files are");

    const moved = join(world.make("elsewhere", 0o700), "data");
    renameSync(data, moved);
    const second = await (await world.begin({ data: moved, environment })).ready();
    await second.stop();

    const copy = join(world.make("copies", 0o700), "data");
    cpSync(moved, copy, { recursive: true });
    const refused = await world.begin({ data: copy, environment });
    assert.equal(await refused.refused(), 78);
    assert.equal(refused.code, "data.copied", refused.output);
    assert.equal((await world.sello(copy, ["reset", "--yes"], environment)).code, 0);
    assert.ok(existsSync(cluster), "the copy's reset leaves the other's database");

    const file = world.path("city.tar");
    const backup = await world.sello(moved, ["backup", file], environment);
    assert.match(backup.output, /1 documents/, backup.output);
    if (isThorough) {
      const restored = join(world.make("restored", 0o700), "data");
      const key = ["--sealing-key", join(moved, "keys", "sealing-key")];
      const restore = await world.sello(restored, ["restore", file, ...key], environment);
      assert.match(restore.output, /1 documents/, restore.output);
      await (await (await world.begin({ data: restored, environment })).ready()).stop();
      assert.equal((await world.sello(restored, ["reset", "--yes"], environment)).code, 0);
    }
    const reset = await world.sello(moved, ["reset", "--yes"], environment);
    assert.equal(reset.code, 0, reset.output);
    assert.equal(existsSync(moved), false);
    assert.equal(existsSync(home) && readdirSync(home).length > 0, false, "nothing is left");
  },
};

/** The same, where there is no place for the server's files either. */
export const closedWithoutPlace: Trial = {
  name: "closed-without-place",
  title: "where the database's account can go nowhere, the refusal names the closed folder",
  needsRoot: true,
  async run(world) {
    const closed = world.make("home", 0o700);
    const environment = { SELLO_POSTGRES_HOME: join(closed, "lib") };
    const refused = await world.begin({ data: join(closed, "data"), environment });
    assert.equal(await refused.refused(), 78);
    assert.equal(refused.code, "database.unreachable", refused.output);
    assert.ok(refused.output.includes(`chmod o+x ${closed}`), refused.output);
  },
};

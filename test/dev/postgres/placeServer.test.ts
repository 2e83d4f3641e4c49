import assert from "node:assert/strict";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { placeServer } from "../../../dev/postgres/placeServer.ts";
import { postgresAccount } from "../../../dev/postgres/postgresAccount.ts";
import { removeCluster } from "../../../dev/postgres/removeCluster.ts";

const isRoot = process.getuid?.() === 0;
const someoneElse = 54_321;
let folder = "";
let directory = "";
let home = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-place-"));
  chmodSync(folder, 0o755);
  directory = join(folder, "data", "postgres");
  home = join(folder, "lib");
  mkdirSync(dirname(directory));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (account: string | null = null) => placeServer({ directory, home, account });
const close = (): void => chmodSync(dirname(directory), 0o700);
const version = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  writeFileSync(join(path, "PG_VERSION"), "18\n");
};

describe("the place of an embedded server", () => {
  it("is the folder itself where its account can go, and nothing is made elsewhere", async () => {
    assert.equal((await place()).cluster, directory);
    assert.equal(existsSync(home), false);
  });
});

describe("the place of root's server", { skip: !isRoot }, () => {
  it("is elsewhere where its account cannot go, the same every time, until it is removed", async () => {
    close();
    const { cluster, account } = await place();
    assert.ok(cluster.startsWith(join(home, "clusters")));
    assert.notEqual(account?.uid, 0);
    assert.equal((await place()).cluster, cluster);
    chmodSync(dirname(directory), 0o755);
    assert.equal((await place()).cluster, cluster, "opened later, it stays where it is");
    removeCluster(directory);
    assert.deepEqual([existsSync(dirname(cluster)), existsSync(directory)], [false, false]);
  });

  it("goes with a folder that is moved, and is not shared by a copy", async () => {
    close();
    const { cluster } = await place();
    renameSync(dirname(directory), join(folder, "moved"));
    directory = join(folder, "moved", "postgres");
    assert.equal((await place()).cluster, cluster);
    const original = directory;
    directory = join(folder, "copy", "postgres");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "place.json"), JSON.stringify({ cluster }));
    await assert.rejects(place(), { code: "data.copied", data: { folder: dirname(original) } });
    rmSync(dirname(original), { recursive: true });
    assert.equal((await place()).cluster, cluster, "the one that is left has it");
  });

  it("is named when it is gone, or when the note of it is damaged", async () => {
    close();
    const { cluster } = await place();
    rmSync(dirname(cluster), { recursive: true });
    await assert.rejects(place(), { code: "database.place_missing" });
    writeFileSync(join(directory, "place.json"), "");
    await assert.rejects(place(), { code: "data.damaged" });
  });

  it("stays where it was made; a folder that was closed since then is named", async () => {
    version(directory);
    close();
    await assert.rejects(place(), (error: { code: string; data: { closed: string } }) => {
      assert.deepEqual(
        [error.code, error.data.closed],
        ["database.unreachable", dirname(directory)],
      );
      return true;
    });
  });

  it("is not in a folder in which others may write", async () => {
    close();
    mkdirSync(home);
    chmodSync(home, 0o777);
    await assert.rejects(place(), { code: "database.unreachable" });
  });

  it("is given back to its account when root has copied it, and refused when it is another's", async () => {
    version(directory);
    const { account } = await place();
    assert.equal(statSync(join(directory, "PG_VERSION")).uid, account?.uid);
    chownSync(directory, someoneElse, someoneElse);
    await assert.rejects(place(), { code: "database.owner" });
  });

  it("takes an account that is there and is not root", () => {
    assert.equal(postgresAccount("nobody")?.name, "nobody");
    for (const name of ["no-such-account", "root"])
      assert.throws(() => postgresAccount(name), { code: "database.account_missing" });
  });
});

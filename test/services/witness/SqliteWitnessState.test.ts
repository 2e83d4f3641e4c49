import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { SqliteWitnessState } from "../../../services/witness/SqliteWitnessState.ts";

const origin = "city.example/log";
const root = (fill: number) => new Uint8Array(32).fill(fill);
let folder = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-witness-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("remembers the largest checkpoint across restarts", () => {
  const directory = join(folder, "restart");
  const first = new SqliteWitnessState(directory);
  assert.equal(first.latest(origin), null);
  assert.equal(first.advance(origin, 0, { size: 3, root: root(3) }), true);
  first.close();
  const second = new SqliteWitnessState(directory);
  assert.deepEqual(second.latest(origin), { size: 3, root: root(3) });
  second.close();
});

test("two copies of the witness on one state: only one of two roots for a size is taken", () => {
  const directory = join(folder, "two");
  const one = new SqliteWitnessState(directory);
  const other = new SqliteWitnessState(directory);
  assert.equal(one.advance(origin, 0, { size: 5, root: root(1) }), true);
  assert.equal(other.advance(origin, 0, { size: 5, root: root(2) }), false);
  assert.deepEqual(other.latest(origin), { size: 5, root: root(1) });
  one.close();
  other.close();
});

test("processes that race over one state never take the same step twice", async () => {
  const directory = join(folder, "race");
  new SqliteWitnessState(directory).close();
  const script = `
    const { SqliteWitnessState } = await import(${JSON.stringify(
      new URL("../../../services/witness/SqliteWitnessState.ts", import.meta.url).href,
    )});
    const state = new SqliteWitnessState(${JSON.stringify(directory)});
    let taken = 0;
    while ((state.latest("o")?.size ?? 0) < 200) {
      const size = state.latest("o")?.size ?? 0;
      if (size < 200 && state.advance("o", size, { size: size + 1, root: new Uint8Array(32) })) taken += 1;
    }
    console.log(taken);`;
  const start = () =>
    new Promise<number>((resolve, reject) => {
      execFile(process.execPath, ["--input-type=module", "-e", script], (error, stdout) =>
        error ? reject(error) : resolve(Number(stdout)),
      );
    });
  const taken = await Promise.all([start(), start()]);
  assert.equal(
    taken.reduce((sum, count) => sum + count, 0),
    200,
  );
});

test("a restored copy stays silent until its operator states what was signed", () => {
  const directory = join(folder, "original");
  const original = new SqliteWitnessState(directory);
  original.advance(origin, 0, { size: 7, root: root(7) });
  original.close();
  const copy = join(folder, "copy");
  cpSync(directory, copy, { recursive: true });
  assert.throws(() => new SqliteWitnessState(copy), { code: "witness.state_is_copy" });
  const resumed = new SqliteWitnessState(copy, new Map([[origin, { size: 9, root: root(9) }]]));
  assert.equal(resumed.latest(origin)?.size, 9);
  resumed.close();
  new SqliteWitnessState(copy).close();
});

test("killed at any moment, the state is either before or after a step", () => {
  const directory = join(folder, "killed");
  const script = `
    const { SqliteWitnessState } = await import(${JSON.stringify(
      new URL("../../../services/witness/SqliteWitnessState.ts", import.meta.url).href,
    )});
    const state = new SqliteWitnessState(${JSON.stringify(directory)});
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 20 + Math.random() * 60);
    for (let size = state.latest("o")?.size ?? 0; ; size += 1) {
      if (!state.advance("o", size, { size: size + 1, root: new Uint8Array(32).fill((size + 1) % 251) })) throw new Error("lost");
      if (size % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }`;
  let last = 0;
  for (let round = 0; round < 5; round += 1) {
    const result = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
    assert.equal(result.signal, "SIGKILL", String(result.stderr));
    const state = new SqliteWitnessState(directory);
    const latest = state.latest("o");
    assert.ok(latest && latest.size >= last);
    assert.deepEqual(latest.root, root(latest.size % 251));
    last = latest.size;
    state.close();
  }
});

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { placeSocket } from "../../../services/compose/placeSocket.ts";

const place = (dataDirectory: string, signerSocket: string | null = null) =>
  placeSocket({ dataDirectory, signerSocket }, null);

test("the socket is in the data folder, or where its path is short enough, and nobody else may enter", () => {
  const folder = mkdtempSync(join(tmpdir(), "place-"));
  const path = place(folder);
  assert.equal(path, join(folder, "run", "signer.sock"));
  assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
  const deep = join(folder, "deep/".repeat(30));
  const elsewhere = place(deep);
  assert.ok(Buffer.byteLength(elsewhere) <= 100, elsewhere);
  assert.equal(statSync(dirname(elsewhere)).mode & 0o777, 0o700);
  // A start that was killed left it; the next takes another.
  const next = place(deep);
  assert.notEqual(next, elsewhere);
  assert.equal(existsSync(dirname(elsewhere)), false);
  rmSync(dirname(next), { recursive: true });
  rmSync(folder, { recursive: true });
});

test("one that is named is taken, and what was left there makes room", () => {
  const folder = mkdtempSync(join(tmpdir(), "place-"));
  const path = join(folder, "run", "own.sock");
  assert.equal(place("/data", path), path);
  writeFileSync(path, "");
  assert.equal(place("/data", path), path);
  assert.equal(existsSync(path), false);
  rmSync(folder, { recursive: true });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServerState } from "../../../../services/platform/database/servers/askServer.ts";
import { choosePrimary } from "../../../../services/platform/database/servers/choosePrimary.ts";

const server = (url: string, timeline: number, isPrimary = true, system = "s"): ServerState => ({
  url,
  system,
  timeline,
  isPrimary,
});
const silent = { url: "c", code: "ECONNREFUSED" };
const knowing = (timeline: number, last: ServerState | null = null) => ({
  timelineOf: () => timeline,
  last,
});
const none = { code: "database.unavailable" };

test("the primary is chosen, whichever others are silent or follow", () => {
  const primary = server("b", 1);
  assert.equal(choosePrimary([server("a", 1, false), primary, silent], knowing(0)), primary);
  assert.throws(() => choosePrimary([server("a", 1, false), silent], knowing(0)), none);
  assert.throws(() => choosePrimary([silent], knowing(0)), /ECONNREFUSED/);
});

test("a former primary is not chosen: not beside the new one, beside a standby of it, nor alone", () => {
  const [former, promoted] = [server("a", 1), server("b", 2)];
  assert.equal(choosePrimary([former, promoted], knowing(0)), promoted);
  assert.throws(() => choosePrimary([former, server("c", 2, false)], knowing(0)), none);
  assert.throws(() => choosePrimary([former, silent], knowing(2)), none);
});

test("of two that were both promoted, only the one that was worked with is gone on with", () => {
  const [one, two] = [server("a", 2), server("b", 2)];
  assert.throws(() => choosePrimary([one, two], knowing(1)), none);
  assert.equal(choosePrimary([one, two], knowing(2, two)), two);
});

test("servers of another cluster are not taken for ours", () => {
  const stranger = server("a", 9, true, "other");
  assert.throws(() => choosePrimary([stranger, server("b", 1)], knowing(0)), none);
  const ours = server("b", 1);
  assert.equal(choosePrimary([stranger, ours], knowing(1, ours)), ours);
  assert.throws(() => choosePrimary([stranger, silent], knowing(1, ours)), none);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fakeMetrics } from "./fakeFigures.ts";

// What is deployed beside the program names what the program has, and nothing else.
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");

const metricPattern = /\b(?:sello|nodejs|process)_[a-z0-9_]+/g;
const suffixPattern = /_(?:bucket|sum|count)$/;

test("dashboard and alerts show metrics that there are", async () => {
  const { metrics } = fakeMetrics();
  const exposition = await metrics.expose();
  const known = new Set([...exposition.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1]));
  for (const path of [
    "deploy/grafana-dashboard.json",
    "deploy/alerts.yaml",
    "deploy/alerts.test.yaml",
  ]) {
    const named = new Set(read(path).match(metricPattern) ?? []);
    assert.ok(named.size >= 6, path);
    const unknown = [...named].filter(
      (name) => !known.has(name) && !known.has(name.replace(suffixPattern, "")),
    );
    assert.deepEqual(unknown, [], path);
  }
});

test("every metric of ours is on the dashboard or in an alert", async () => {
  const { metrics } = fakeMetrics();
  const own = [...(await metrics.expose()).matchAll(/^# TYPE (sello_\S+)/gm)].map(
    (match) => match[1] ?? "",
  );
  const shown = read("deploy/grafana-dashboard.json") + read("deploy/alerts.yaml");
  assert.deepEqual(
    own.filter((name) => !new RegExp(`\\b${name}\\b|\\b${name}_(?:bucket|sum)`).test(shown)),
    [],
  );
});

test("the dashboard is whole: each panel has a place, a title and something to show", () => {
  type Panel = {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly w: number };
    readonly targets?: readonly { readonly expr: string }[];
  };
  const { panels } = JSON.parse(read("deploy/grafana-dashboard.json")) as { panels: Panel[] };
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  for (const { type, title, gridPos, targets = [] } of panels) {
    assert.ok(title !== "" && gridPos.x + gridPos.w <= 24, title);
    if (type !== "row") assert.ok(targets.length > 0 && targets.every(({ expr }) => expr), title);
  }
});

test("settings of the deployment are those that the program reads", () => {
  const config = read("services/platform/config.ts");
  const given = new Set(
    [...read("deploy/compose.yaml").matchAll(/^\s+((?:SELLO|LEDGER|DATABASE)_[A-Z_]+):/gm)].map(
      (match) => match[1] ?? "",
    ),
  );
  // The proxy's own.
  given.delete("SELLO_DOMAIN");
  assert.ok(given.size > 10);
  assert.deepEqual(
    [...given].filter((name) => !new RegExp(`\\b${name}\\b`).test(config)),
    [],
  );
});

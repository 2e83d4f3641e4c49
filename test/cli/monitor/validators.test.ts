import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import type { ValidatorTerm } from "@sello/sdk";
import { readState } from "../../../cli/monitor/stateFile.ts";
import { assertIncludes } from "./assertIncludes.ts";
import type { FakeChain } from "./FakeChain.ts";
import { idOf } from "./FakeCity.ts";
import { FakeNetwork, times } from "./FakeNetwork.ts";

let network: FakeNetwork;
afterEach(() => network.stop());

const futian: ValidatorTerm = {
  authority: idOf("futian"),
  name: "bm9kZQ==",
  consensusKey: "a2V5",
  power: 10,
  from: times.firstEntry,
  until: null,
};
const second: ValidatorTerm = { ...futian, consensusKey: "c2Vjb25k", power: 7 };

test("a list says of validators what the registry does, or it is found", async () => {
  network = await FakeNetwork.start({ migrated: false });
  const monitor = network.monitor({ chains: [0] });
  assert.deepEqual(await network.codes(monitor), []);
  network.chains[0]?.setValidator(futian, times.firstEntry);
  network.chains[0]?.setValidator(second, times.firstEntry);
  assert.deepEqual(await network.codes(monitor), ["registry.validators"], "both left out");
  await network.change({ validators: [futian] });
  assert.deepEqual(await network.codes(monitor), ["registry.validators"], "one left out");
  await network.change({ validators: [futian, second] });
  assert.deepEqual(await network.codes(monitor), []);
  for (const altered of [{ power: 11 }, { until: times.sealed }, { name: "b3RoZXI=" }]) {
    await network.change({ validators: [{ ...futian, ...altered }, second] });
    assert.deepEqual(await network.codes(monitor), ["registry.validators"]);
  }
  // An event states a whole term: this one moves an end, and a new start begins another.
  const ended = { ...futian, until: times.sealed };
  const again = { ...futian, from: times.opened };
  network.chains[0]?.setValidator(ended, times.firstEntry + 1);
  network.chains[0]?.setValidator(again, times.opened);
  await network.change({ validators: [ended, second, again] });
  assert.deepEqual(await network.codes(monitor), []);
  assert.deepEqual(await network.codes(network.monitor({ chains: [0] })), []);
});

test("times that no reader holds are in no list, and found nowhere", async () => {
  network = await FakeNetwork.start({ migrated: false });
  network.chains[0]?.setValidator({ ...futian, until: 2 ** 60 }, times.firstEntry);
  assert.deepEqual(await network.codes(), []);
});

test("validators go on over a migration, and what the successor does not take over is found", async () => {
  const begin = async (takeOver: (chain: FakeChain) => void) => {
    network = await FakeNetwork.start({ migrated: false });
    network.chains[0]?.setValidator(futian, times.firstEntry);
    await network.migrate({ takeOver });
    await network.change({ validators: [futian] });
  };
  await begin((chain) => {
    const complete = chain.completeTakeOver.bind(chain);
    chain.completeTakeOver = (at) => {
      chain.setValidator(futian, times.opened);
      complete(at);
    };
    network.takeOver(chain);
  });
  for (const chains of [[0, 1], [1]])
    assert.deepEqual(await network.codes(network.monitor({ chains })), []);
  network.stop();
  await begin((chain) => network.takeOver(chain));
  assertIncludes(await network.codes(), "chain.takeover");
});

test("a state that knew nothing of validators reads the events again", async () => {
  network = await FakeNetwork.start({ migrated: false });
  network.chains[0]?.setValidator(futian, times.firstEntry);
  await network.change({ validators: [futian] });
  const monitor = network.monitor({ chains: [0] });
  await monitor.look();
  const { validators: _, ...facts } = monitor.state.facts as NonNullable<
    typeof monitor.state.facts
  >;
  const file = join(mkdtempSync(join(tmpdir(), "sello-monitor-")), "state.json");
  writeFileSync(file, JSON.stringify({ ...monitor.state, format: "sello-monitor/3", facts }));
  const state = readState(file);
  assert.ok(state);
  const again = network.monitor({ state });
  const { violations, summary } = await again.look();
  assert.deepEqual([violations, summary.newEntries], [[], 0]);
  assert.deepEqual(again.state.facts?.validators, [futian]);
});

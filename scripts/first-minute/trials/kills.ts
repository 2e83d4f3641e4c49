import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Start } from "../Start.ts";
import type { Trial } from "../Trial.ts";

/** Longer than a first start takes where nothing else runs. */
const startMs = 5_000;

/** Kills one start after the other, each a little later, then lets one go on. */
async function killAtMoments(
  begin: () => Promise<Start>,
  kills: readonly { readonly ms: number; readonly index: number }[],
  kill: (start: Start, index: number) => Promise<void>,
): Promise<void> {
  for (const { ms, index } of kills) {
    const start = await begin();
    await Promise.race([delay(ms), start.settled()]);
    // A start that refuses has not been killed: that is what must not be.
    if (start.ended) throw new Error(`refused after a kill, before ${ms} ms:\n${start.output}`);
    await kill(start, index);
  }
  await (await (await begin()).ready()).stop();
}

const spread = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.round(((index + 0.5) * startMs) / count));

export const killedAtStart: Trial = {
  name: "killed-at-start",
  title:
    "killed at many moments of a first start, with all it started or not, the next one goes on",
  async run(world, isThorough) {
    const data = join(world.make("one"), "data");
    const all = (start: Start) => start.killAll();
    // The service then stops by itself, and the next start waits for it.
    const command = (start: Start) => start.killCommand();
    const kinds = isThorough ? [all, command] : [all, all, command];
    const kills = spread(isThorough ? 60 : 4).map((ms, index) => ({ ms, index }));
    const kill = (start: Start, index: number) => (kinds[index % kinds.length] ?? all)(start);
    await killAtMoments(() => world.begin({ data }), kills, kill);
    if (!isThorough) return;
    // Each on a folder of its own, so that the late moments are those of a first start, too.
    for (const each of spread(20).map((ms, index) => ({ ms, index }))) {
      const own = join(world.make(`own-${each.ms}`), "data");
      await killAtMoments(() => world.begin({ data: own }), [each], kill);
    }
  },
};

export const twoAtOnce: Trial = {
  name: "two-at-once",
  title: "of two starts on one folder one runs; the other says so and leaves it alone",
  async run(world, isThorough) {
    const data = join(world.make("one"), "data");
    const count = isThorough ? 5 : 2;
    for (const round of isThorough ? ["first", "later"] : ["first"]) {
      const starts = await Promise.all(Array.from({ length: count }, () => world.begin({ data })));
      await Promise.all(starts.map((start) => start.settled()));
      const ready = starts.filter((start) => start.isReady);
      assert.equal(ready.length, 1, `${round}: ${starts.map(({ output }) => output).join("\n")}`);
      for (const start of starts.filter((each) => !each.isReady)) {
        assert.equal(await start.refused(), 78);
        assert.equal(start.code, "data.in_use", start.output);
      }
      const health = await world.sello(data, ["health"]);
      assert.equal(health.code, 0, health.output);
      const reset = await world.sello(data, ["reset", "--yes"]);
      assert.match(reset.output, /data\.in_use/);
      assert.ok(existsSync(join(data, "run.json")));
      const { pid } = JSON.parse(readFileSync(join(data, "service.json"), "utf8"));
      process.kill(pid, 0);
      await ready[0]?.stop();
    }
  },
};

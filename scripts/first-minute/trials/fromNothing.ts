import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Trial } from "../Trial.ts";

const secondsMax = { fromNothing: 60, later: 5 };
/** Where a system keeps its programs: not the Node that this one was started with. */
const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Takes a network, and as long as npm does. */
export const fromNothing: Trial = {
  name: "from-nothing",
  title: "a fresh clone starts within a minute, later within seconds, whatever HOME is",
  needsRoot: true,
  needsMounts: true,
  isLong: true,
  async run(world) {
    const sealed = world.make("sealed-home");
    world.seal(sealed);
    const homes = { unset: undefined, missing: world.path("none"), sealed };
    for (const [name, HOME] of Object.entries(homes)) {
      // A closed folder, as root's home is.
      world.make(name, 0o700);
      const clone = world.sources(join(name, "sello"));
      const environment = { HOME, PATH: systemPath, SELLO_POSTGRES_HOME: world.path("lib", name) };
      const options = { clone, data: join(clone, "data"), bySello: true, environment };
      const took = { fromNothing: 0, later: 0 };
      for (const which of ["fromNothing", "later"] as const) {
        const begun = performance.now();
        const start = await (await world.begin(options)).ready();
        took[which] = (performance.now() - begun) / 1_000;
        await start.stop();
      }
      console.log(
        `     HOME ${name}: from nothing ${took.fromNothing.toFixed(1)} s, later ${took.later.toFixed(1)} s`,
      );
      assert.ok(existsSync(join(clone, ".toolchain", "npm")));
      assert.ok(took.fromNothing < secondsMax.fromNothing, "slower than a minute");
      assert.ok(took.later < secondsMax.later, "later starts are slow");
    }
  },
};

import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { trials } from "../../scripts/first-minute/trials.ts";
import { World } from "../../scripts/first-minute/World.ts";

// The short ones of `node scripts/first-minute/main.ts`, which takes its time with the others too.
const isRoot = process.getuid?.() === 0;

/** In a container, root may not be able to. */
function canMount(): boolean {
  const world = new World();
  try {
    const path = world.make("disk");
    execFileSync("mount", ["-t", "tmpfs", "tmpfs", path], { stdio: "ignore" });
    execFileSync("umount", [path]);
    return true;
  } catch {
    return false;
  } finally {
    void world.dispose();
  }
}

const mounts = isRoot && canMount();

for (const { title, needsRoot, needsMounts, isLong, run } of trials) {
  if (isLong) continue;
  const skip = (needsRoot && !isRoot) || (needsMounts && isRoot && !mounts) || false;
  test(title, { skip }, async () => {
    const world = new World();
    try {
      await run(world, false);
    } finally {
      await world.dispose();
    }
  });
}

// node scripts/first-minute/main.ts [NAME…]
// Starts Sello in every situation that a new user may be in, and says what did not go as it has to. Most of it takes
// root, on a Linux machine that others do not depend on: accounts are made, disks mounted. Exit code 1 if any failed.
import { trials } from "./trials.ts";
import { World } from "./World.ts";

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !trials.some((trial) => trial.name === name));
if (unknown.length > 0) {
  console.error(`No such trial: ${unknown.join(", ")}. There are:`);
  for (const { name, title } of trials) console.error(`  ${name.padEnd(22)} ${title}`);
  process.exit(64);
}

const isRoot = process.getuid?.() === 0;
let failed = 0;
for (const trial of trials.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  if (trial.needsRoot && !isRoot) {
    console.log(`–    ${trial.name}: takes root`);
    continue;
  }
  const world = new World();
  const start = performance.now();
  const failure = await trial.run(world, true).then(
    () => null,
    (error: unknown) => error,
  );
  await world.dispose().catch((error: unknown) => console.error(error));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failure ? "FAIL" : "ok  "} ${trial.name.padEnd(22)} ${seconds} s  ${trial.title}`);
  if (failure === null) continue;
  failed += 1;
  console.error(failure);
}
process.exitCode = failed === 0 ? 0 : 1;

/**
 * Runs every check of the project and counts them: `npm test`, or `npm test -- types unit` for some.
 * Ends with `N passed, N failed` and exit code 0 only when nothing failed.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type Check, checks } from "./checks.ts";
import { type Outcome, runCheck } from "./runCheck.ts";

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `No such check: ${unknown.join(", ")}. There are: ${checks.map((c) => c.name).join(", ")}`,
  );
  process.exit(64);
}

const chosen = asked.length === 0 ? checks : checks.filter((check) => asked.includes(check.name));
const waiting = [...chosen];
const outcomes = new Map<string, Outcome>();
const writing = new Set<string>();

/** For what tests make once in a run: test/support/madeOnce.ts. */
const kept = mkdtempSync(join(tmpdir(), "sello-test-kept-"));
chmodSync(kept, 0o755);
process.env.SELLO_TEST_KEPT = kept;

/**
 * Two at a time where there are two cores: one lane begins with the quick ones, the other with the longest.
 * What a check says is shown when it ends then, so that two do not mix.
 */
const lanes = chosen.length > 1 && availableParallelism() > 1 ? 2 : 1;
await Promise.all(
  Array.from({ length: lanes }, async (_, lane) => {
    for (let check = take(lane === 1); check; check = take(lane === 1)) {
      if (lanes > 1) console.log(`\n── ${check.name}: begun`);
      outcomes.set(check.name, await runCheck(check, lanes === 1));
      if (check.writes) writing.delete(check.writes);
    }
  }),
);

/** The next one that writes to nothing that another is writing to. */
function take(fromTheEnd: boolean): Check | undefined {
  const isFree = ({ writes }: Check) => writes === undefined || !writing.has(writes);
  const at = fromTheEnd ? waiting.findLastIndex(isFree) : waiting.findIndex(isFree);
  const [check] = at < 0 ? [] : waiting.splice(at, 1);
  if (check?.writes) writing.add(check.writes);
  return check;
}

rmSync(kept, { recursive: true, force: true });

console.log("");
const ended = chosen.flatMap(({ name }) => outcomes.get(name) ?? []);
for (const outcome of ended) {
  const seconds = (outcome.durationMs / 1000).toFixed(1).padStart(6);
  const mark = outcome.failed === 0 ? "ok  " : "FAIL";
  console.log(
    `${mark} ${outcome.name.padEnd(14)} ${seconds} s  ${outcome.passed} passed, ${outcome.failed} failed`,
  );
}
const passed = ended.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = ended.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

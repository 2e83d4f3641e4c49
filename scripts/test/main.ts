/**
 * Runs every check of the project and counts them: `npm test`, or `npm test -- types unit` for some.
 * Ends with `N passed, N failed` and exit code 0 only when nothing failed.
 */
import { checks } from "./checks.ts";
import { runCheck } from "./runCheck.ts";

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `No such check: ${unknown.join(", ")}. There are: ${checks.map((c) => c.name).join(", ")}`,
  );
  process.exit(64);
}

const chosen = asked.length === 0 ? checks : checks.filter((check) => asked.includes(check.name));
const outcomes = [];
for (const check of chosen) outcomes.push(await runCheck(check));

console.log("");
for (const outcome of outcomes) {
  const seconds = (outcome.durationMs / 1000).toFixed(1).padStart(6);
  const mark = outcome.failed === 0 ? "ok  " : "FAIL";
  console.log(
    `${mark} ${outcome.name.padEnd(14)} ${seconds} s  ${outcome.passed} passed, ${outcome.failed} failed`,
  );
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

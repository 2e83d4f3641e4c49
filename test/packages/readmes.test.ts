import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FakeCity } from "../cli/monitor/FakeCity.ts";
import { startTestApp } from "../services/http/startTestApp.ts";
import { worldTimes } from "../support/world.ts";
import { nodeOf, root, Stranger } from "./Stranger.ts";

/** Examples of a README, in their order. */
const examplesOf = (name: "sdk" | "api"): string[] =>
  [...readFileSync(join(root, name, "README.md"), "utf8").matchAll(/```js\n([\s\S]*?)```/g)].map(
    (match) => match[1] ?? "",
  );

let stranger: Stranger;
let city: FakeCity;
let app: Awaited<ReturnType<typeof startTestApp>>;

before(async () => {
  stranger = await Stranger.install();
  city = await FakeCity.start();
  await city.sign(1);
  await city.publish();
  app = await startTestApp();
  const made = await city.world.make();
  stranger.write("card.sello", made.file);
  stranger.write("trust-list.note", city.trustLists[0] ?? "");
  stranger.write("status.jwt", await city.world.statusToken(city.now - 1_000));
  // The small city of the tests has a time of its own.
  stranger.write("clock.mjs", `Date.now = () => ${worldTimes.now * 1000};\n`);
});
after(async () => {
  stranger.dispose();
  city.stop();
  await app.server.stop();
});

/** What an example prints, on one version of Node, with the service at `url`. */
async function printedBy(example: string, url: string, program: string): Promise<string> {
  stranger.write("example.mjs", example.replaceAll('"https://sello.example"', `"${url}"`));
  return stranger.node(program, "--import", "./clock.mjs", "example.mjs");
}

const expected = [/^valid /, /^valid \{/, /^$/, /^2 claims can be withheld$/m, /^one history$/m];

for (const major of [20, 22, 24])
  test(`the examples of the sdk's README run on Node ${major}`, async () => {
    const program = await nodeOf(major);
    const examples = examplesOf("sdk");
    assert.equal(examples.length, expected.length);
    for (const [index, example] of examples.entries())
      assert.match(await printedBy(example, city.url, program), expected[index] as RegExp, example);
    // What the holder's example made is a document in itself, without what was left out.
    const shown = (examples[0] ?? "").replace("card.sello", "proof.sello");
    const told = shown.replace("verdict.text.en", "JSON.stringify(verdict.document.claims)");
    assert.match(await printedBy(told, city.url, program), /^valid \{"(?!.*name).*age_over_18/);
  });

test("a verifier of one's own is ten lines, comments and blank lines aside", () => {
  const lines = (examplesOf("sdk")[0] ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("//"));
  assert.ok(lines.length <= 10, `${lines.length} lines`);
});

for (const major of [20, 22, 24])
  test(`post-quantum cosignatures are verified on Node ${major}, which may not know them`, async () => {
    const made = await city.world.make();
    stranger.write("card.sello", made.file);
    const [example = ""] = examplesOf("sdk");
    const strict = example.replace(
      'readFile("card.sello"))',
      'readFile("card.sello"), { policy: { requirePostQuantum: true } })',
    );
    assert.notEqual(strict, example);
    assert.match(await printedBy(strict, city.url, await nodeOf(major)), /^valid /);
  });

for (const major of [20, 24])
  test(`the examples of the api's README run on Node ${major}`, async () => {
    const program = await nodeOf(major);
    const [issue = "", follow = "", figures = ""] = examplesOf("api");
    const key = await app.keyFor("nanshan-housing");
    const keyed = issue.replace("process.env.SELLO_API_KEY", JSON.stringify(key));
    assert.match(await printedBy(keyed, app.server.url, program), /^\S+ pending$/m);
    assert.match(await printedBy(follow, city.url, program).catch(String), /./);
    assert.match(await printedBy(figures, app.server.url, program), /^\d+$/m);
  });

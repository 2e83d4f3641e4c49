import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { describeFailure, knownFailures } from "../../cli/failures/describeFailure.ts";
import { chosenLanguage } from "../../cli/language.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const data = { path: "/srv/x", folder: "/srv/x", port: 8420, setting: "SELLO_PORT" };

test("every reason not to start, to copy or to restore has a sentence in Chinese and in Spanish", () => {
  const source = ["services/platform/errors.ts", "services/operations/backup/errors.ts"]
    .map((path) => readFileSync(`${root}/${path}`, "utf8"))
    .join();
  const codes = [...source.matchAll(/\| "([a-z_.]+)"/g)].map((match) => match[1] ?? "");
  assert.ok(codes.length > 20);
  const missing = codes.filter((code) => !knownFailures.includes(code));
  assert.deepEqual(missing, []);
  for (const code of [...codes, "chain.other_contracts", "config.invalid", "disk.low"]) {
    const sentences = (["zh", "es"] as const).map((language) =>
      describeFailure({ code, message: "English", data }, language),
    );
    assert.equal(new Set([...sentences, "English"]).size, 3, code);
    assert.match(sentences[0] ?? "", /\p{Script=Han}/u, code);
  }
});

test("what it names is in the sentence, in every language", () => {
  for (const language of ["zh", "es", "en"] as const) {
    const failure = { code: "disk.low", data: { path: "/srv/x", freeMib: 12 } };
    const sentence = describeFailure(failure, language);
    assert.ok(sentence.includes("/srv/x") && sentence.includes("12"), sentence);
  }
});

test("a failure without words of its own is told in the service's", () => {
  const failure = { code: "never.heard", message: "As the service says.", data: {} };
  assert.equal(describeFailure(failure, "zh"), "As the service says.");
});

test("an empty variable says nothing about the language", () => {
  const before = { ...process.env };
  Object.assign(process.env, { LC_ALL: "", LC_MESSAGES: "", LANG: "zh_CN.UTF-8" });
  assert.equal(chosenLanguage(), "zh");
  process.env.LC_MESSAGES = "es_MX.UTF-8";
  assert.equal(chosenLanguage(), "es");
  assert.equal(chosenLanguage({ lang: "en" }), "en");
  process.env = before;
});

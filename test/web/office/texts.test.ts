import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { languages } from "@sello/sdk";

type Texts = { readonly [key: string]: string | Texts };

const texts = Object.fromEntries(
  languages.map((language) => [language, toFlat(read(`web/ui/locales/${language}.json`))]),
);
const source = globSync("web/{ui,office}/**/*.{ts,tsx}")
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

function read(path: string): Texts {
  return JSON.parse(readFileSync(path, "utf8")) as Texts;
}

function toFlat(node: Texts, path = ""): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(node).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" ? [[path + name, value]] : [...toFlat(value, `${path + name}.`)],
    ),
  );
}

const keysOf = (language: string): string[] => [...(texts[language]?.keys() ?? [])].sort();
const textOf = (language: string, key: string): string => texts[language]?.get(key) ?? "";

/** Beginnings of keys whose end is worked out: `t(`state.${each}`)`. */
const beginnings = [...source.matchAll(/\bt\(\s*`([a-zA-Z.]+\.)\$\{/g)].map(
  ([, found = ""]) => found,
);

test("each language has the same texts", () => {
  assert.deepEqual(keysOf("zh"), keysOf("en"));
  assert.deepEqual(keysOf("es"), keysOf("en"));
});

test("each text is used, and each that is asked for is there", () => {
  const unused = keysOf("en").filter(
    (key) =>
      !source.includes(`"${key}"`) && !beginnings.some((beginning) => key.startsWith(beginning)),
  );
  assert.deepEqual(unused, []);
  const asked = [...source.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key = ""]) => key);
  assert.ok(asked.length > 100, `${asked.length} texts are asked for`);
  assert.deepEqual(
    asked.filter((key) => !keysOf("en").includes(key)),
    [],
  );
  for (const beginning of beginnings)
    assert.ok(
      keysOf("en").some((key) => key.startsWith(beginning)),
      beginning,
    );
});

test("each language names the same values in a text", () => {
  const valuesOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const key of keysOf("en"))
    for (const language of ["zh", "es"])
      assert.deepEqual(
        valuesOf(textOf(language, key)),
        valuesOf(textOf("en", key)),
        `${language} ${key}`,
      );
});

test("nothing is left in English", () => {
  const alike = new Set([
    "app.demo",
    "authority.roles",
    "common.no",
    "rules.cellOf",
    "rules.factIs",
  ]);
  const left = keysOf("en").filter(
    (key) =>
      !alike.has(key) &&
      (textOf("zh", key) === textOf("en", key) || textOf("es", key) === textOf("en", key)),
  );
  assert.deepEqual(left, []);
  const withoutChinese = keysOf("zh").filter((key) => !/\p{Script=Han}/u.test(textOf("zh", key)));
  assert.deepEqual(withoutChinese, []);
});

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { languages, packSelloFile, parsePresentation } from "@sello/sdk";
import { readSettings } from "../../../web/resident/app/settings.ts";
import { readBrought } from "../../../web/resident/applying/brought/readBrought.ts";
import { readKept } from "../../../web/resident/device/kept.ts";
import { describeState } from "../../../web/resident/documents/describeState.ts";
import { matches } from "../../../web/resident/documents/matches.ts";
import { toReadyAnswers } from "../../../web/resident/sharing/readyAnswers.ts";
import { en } from "../../../web/resident/words/en.ts";
import { es } from "../../../web/resident/words/es.ts";
import type { Words } from "../../../web/resident/words/Words.ts";
import { zh } from "../../../web/resident/words/zh.ts";
import { detailOf, details, listed, now } from "./sampleAnswers.ts";

const words: Readonly<Record<string, Words>> = { zh, es, en };
const day = 86_400;

test("each state is told in plain words: what it is, since when, by whom, why, whom to ask", () => {
  const told = details.map((detail) => describeState(detail, en, "en", now));
  const texts = told.map(({ text, more }) => [text, ...more].join(" "));
  assert.match(texts[0] ?? "", /^Valid /);
  assert.match(texts[1] ?? "", /^Expires in 12 days Ask .+ for a new one/);
  assert.match(texts[2] ?? "", /^Being sealed /);
  for (const [nth, state] of [
    [3, "Suspended"],
    [4, "Revoked"],
  ] as const)
    assert.match(texts[nth] ?? "", new RegExp(`^${state} .*Since .*Why: .*Ask `));
  assert.match(texts[5] ?? "", /^Expired Since /);
  // Without colour they are still told apart, and who reads another language is told as much.
  assert.ok(new Set(told.map(({ icon }) => icon)).size >= 4);
  for (const language of languages)
    for (const detail of details) {
      const { text, more } = describeState(detail, words[language] ?? en, language, now);
      assert.doesNotMatch([text, ...more].join(" "), /[{}]|undefined/);
    }
});

test("days are counted as people count them", () => {
  const at = (expiresAt: number) =>
    describeState(detailOf(9, "library-card", { expiresAt }), en, "en", now).text;
  assert.equal(at(now + day), "Expires tomorrow");
  assert.equal(at(now + 60), "Expires today");
  assert.equal(at(now + 400 * day), "Valid");
});

test("documents are found by what they are called, by their office and by their face", () => {
  const [card] = details.map((detail) => listed(detail, "passkey"));
  assert.ok(card);
  assert.ok(matches(card, "IDENTITY popul", "en"));
  assert.ok(matches(card, "documento de identidad división", "es"));
  assert.ok(matches(card, "documento division", "es"));
  assert.ok(matches(card, "张秀英", "zh"));
  assert.ok(!matches(card, "library", "en"));
});

test("ready answers are what is so, each by one claim, with the most asked one first", () => {
  const said = { age_over_14: true, age_over_18: true, age_over_60: false, district: "南山区" };
  const { claims } = detailOf(8, "resident-id", { said: { name: "x", ...said } });
  const answers = (language: "en" | "es" | "zh") =>
    toReadyAnswers(claims, (words[language] ?? en).sharing, language).map(({ text }) => text);
  assert.deepEqual(answers("en"), ["I am over 18", "I am over 14", "I live in 南山区"]);
  assert.deepEqual(answers("zh"), ["我已满18周岁", "我已满14周岁", "我住在南山区"]);
});

test("what was stored by another version, or by nobody, does no harm", () => {
  const initial = { isSimple: false, scheme: null };
  for (const text of [null, "", "{", "7", '{"isSimple":"yes","scheme":"pink"}', "[]"])
    assert.deepEqual(readSettings(text), initial);
  assert.deepEqual(readSettings('{"version":1,"isSimple":true,"scheme":"dark"}'), {
    isSimple: true,
    scheme: "dark",
  });
  for (const text of ["", "null", "{}", '{"version":99}', '{"version":0}', '{"version":"1"}'])
    assert.equal(readKept(text), null);
  assert.ok(readKept('{"version":1}'));
});

type Texts = { readonly [name: string]: string | Texts };

const toFlat = (node: Texts, path = ""): [string, string][] =>
  Object.entries(node).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[path + name, value]] : toFlat(value, `${path + name}.`),
  );

test("no text is left in English, and each language names the same values", () => {
  const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const english = new Map(toFlat(en));
  const same = new Set([
    "notices.by",
    "app.between",
    "account.colon",
    "notices.end",
    "sharing.listSeparator",
  ]);
  for (const texts of [zh, es])
    for (const [name, text] of toFlat(texts)) {
      assert.deepEqual(values(text), values(english.get(name) ?? ""), name);
      if (!same.has(name)) assert.notEqual(text, english.get(name), name);
    }
  const withoutChinese = toFlat(zh).filter(
    ([name, text]) => !same.has(name) && !/\p{Script=Han}/u.test(text),
  );
  assert.deepEqual(withoutChinese, []);
});

test("each text is used", () => {
  // The camera is the verifier's, too, and is told its texts.
  const places = ["web/resident/**/*.{ts,tsx}", "web/ui/camera/*.ts"];
  const source = globSync(places, { exclude: ["web/resident/words/*"] })
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  // Groups whose texts are chosen by a name that comes from the service.
  const chosen =
    /^(faults|account\.(act|parts|hints)|notices\.kinds|applying\.(step|verdict)|mandates\.as|privacy\.points)\./;
  const unused = toFlat(en)
    .map(([name]) => name)
    .filter((name) => !chosen.test(name))
    .map((name) => name.split(".").at(-1) ?? "")
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(source));
  assert.deepEqual(unused, []);
});

test("a file is taken that holds a document of the type that is asked for; others are told apart", async () => {
  const bytes = readFileSync("test/vectors/a54aefb/library-card.sello");
  const file = (content: Uint8Array | string) =>
    new File([typeof content === "string" ? content : new Uint8Array(content)], "card.sello");
  const { vct } = wellFormed(bytes);
  const of =
    (...vcts: string[]) =>
    async () =>
      vcts;
  const found = await readBrought(file(bytes), of("x", vct));
  assert.ok(typeof found === "object");
  assert.deepEqual([found.file, found.sello], ["card.sello", bytes.toString("utf8").trim()]);
  const packed = await readBrought(file(packSelloFile(bytes.toString("utf8"))), of(vct));
  assert.deepEqual(packed, found);
  assert.equal(await readBrought(file(bytes), of("x")), "other");
  const silent = () => Promise.reject(new Error("no network"));
  assert.deepEqual(await readBrought(file(bytes), silent), found);
  assert.equal(await readBrought(file("Dear all"), of(vct)), "none");
  assert.equal(await readBrought(file(""), of(vct)), "none");
  assert.equal(await readBrought(file("x".repeat(600_000)), of(vct)), "none");
  assert.equal(await readBrought(file(`{"sello": "${"x".repeat(270_000)}"}`), of(vct)), "large");
});

function wellFormed(bytes: Uint8Array) {
  const presentation = parsePresentation(bytes);
  assert.ok(presentation.wellFormed);
  return presentation.payload;
}

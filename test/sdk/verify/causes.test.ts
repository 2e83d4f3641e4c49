import assert from "node:assert/strict";
import { test } from "node:test";
import { type CauseCode, causeKinds, checkCodes, languages, moves } from "@sello/sdk";
import { causeTable } from "../../../sdk/verify/causes/causeTable.ts";
import { toCause } from "../../../sdk/verify/causes/toCause.ts";
import { loadWords } from "../../../sdk/verify/texts/loadWords.ts";
import { toCheck } from "../../../sdk/verify/toCheck.ts";

await loadWords();

const harmless = new Set([
  "checkpoint.ok-without-witnesses",
  "status.not-refreshed",
  "key-binding.ok-for-anybody",
]);
const isHarmless = (code: string): boolean =>
  /\.(?:ok|not-asked)$/.test(code) || harmless.has(code);

test("every code that fails or stays unknown has a cause, and no other", () => {
  const expected = checkCodes.filter((code) => !isHarmless(code)).sort();
  assert.deepEqual(Object.keys(causeTable).sort(), expected);
});

test("R3: every cause says in three languages what is next, and whom the holder asks", () => {
  for (const code of Object.keys(causeTable) as CauseCode[]) {
    const cause = toCause(toCheck("failed", code), null);
    assert.ok(causeKinds.includes(cause.kind) && moves.includes(cause.move), code);
    for (const language of languages)
      for (const text of [cause.text, cause.next, cause.holder]) {
        assert.match(text[language], /\S.{5,}/, code);
        assert.doesNotMatch(text === cause.text ? "" : text[language], /\{\w+\}/, code);
      }
  }
});

test("R3: the authority is named, with its page, where the trust list has it", () => {
  const issuer = {
    name: { zh: "深圳图书馆", es: "Biblioteca de Shenzhen", en: "Shenzhen Library" },
    iss: "https://city.example/authorities/shenzhen-library",
  };
  const cause = toCause(toCheck("failed", "status.revoked"), issuer);
  assert.match(cause.holder.en, /ask Shenzhen Library/);
  assert.match(cause.holder.zh, /向深圳图书馆/);
  assert.equal(cause.where, issuer.iss);
});

test("a file that was damaged on its way is not called forged", () => {
  assert.equal(causeTable["well-formed.damaged"][0], "damaged");
  assert.equal(causeTable["well-formed.malformed"][0], "damaged");
  assert.equal(causeTable["signature.wrong"][0], "forged");
});

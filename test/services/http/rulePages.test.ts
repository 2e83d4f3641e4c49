import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { readServiceItems } from "../../../services/applications/items/readServiceItems.ts";
import type { Services } from "../../../services/compose/Services.ts";
import { NotFound } from "../../../services/platform/errors.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import { startTestApp } from "./startTestApp.ts";

const script = "<img src=x onerror=\"alert('1')\">";
const types = new FileDocumentTypes({ publicUrl: "https://sello.test" });
const items = readServiceItems({ types });
const office = { slug: "nanshan-housing", name: { zh: "甲", es: "B", en: `Office ${script}` } };
const account = `0x${"ab".repeat(20)}` as const;

type Words = Record<string, { reason: object; law: object | null }>;

/** The items of the program, each with one version; the words of one are hostile. */
const catalogue = {
  list: async () =>
    items.map(({ item }) => ({
      ...{ slug: item.slug, title: item.title, description: item.description, fee: item.fee },
      ...{ times: item.times, looks: item.looks, answers: office, isAutomatic: true },
    })),
  async get(slug: string) {
    const { published, rules, cases } = find(slug);
    const { item } = items.find((each) => each.item.slug === slug) ?? {};
    return {
      ...{ item, answers: office, rules, cases, version: 1 },
      versions: [{ ...published, granted: true }],
    };
  },
  async version(slug: string, number: number) {
    const { published, rules, cases } = find(slug);
    if (number !== 1) throw new NotFound("rules.unknown", "There is no such version.");
    return { ...published, rules, cases };
  },
  async document(slug: string, number: number) {
    return (await this.version(slug, number)).document;
  },
};

function find(slug: string) {
  const loaded = items.find(({ item }) => item.slug === slug);
  if (loaded === undefined) throw new NotFound("service_item.unknown", "There is no such item.");
  const rules = JSON.parse(loaded.ruleText);
  if (slug === "senior-card")
    for (const row of Object.values(rules.rows as Words)) {
      row.reason = { zh: script, es: script, en: script };
      row.law = { zh: script, es: script, en: script };
    }
  const published = {
    ...{ number: 1, rulesSha256: "A".repeat(43), from: 0, until: 2_000_000_000, publishedAt: 9 },
    ...{ document: "0198f3a0-1111-7abc-8def-0123456789ab" as DocumentId, signedBy: [account] },
  };
  return { published, rules, cases: JSON.parse(loaded.caseText) };
}

let app: Awaited<ReturnType<typeof startTestApp>>;
before(async () => {
  app = await startTestApp({
    serviceItems: catalogue as never as Services["serviceItems"],
    documentTypes: types,
    documents: { sdJwt: async () => "e30.e30.AA~" } as never as Services["documents"],
    proofs: { proofForDocument: async () => "a proof" } as never as Services["proofs"],
  });
});
after(() => app.server.stop());

async function page(path: string, status = 200): Promise<string> {
  const response = await fetch(`${app.server.url}${path}`, { headers: { accept: "text/html" } });
  assert.equal(response.status, status, path);
  const text = await response.text();
  assert.ok(!text.includes("<img"), path);
  assert.ok(!text.includes("<script"), path);
  return text;
}

test("all items are listed with who answers, and figures below the least are not told", async () => {
  const text = await page("/rules?lang=en");
  for (const { item } of items) assert.ok(text.includes(`/rules/${item.slug}?lang=en`));
  assert.ok(text.includes("Office &lt;img"));
  assert.equal(text.match(/fewer than 10/g)?.length, 3);
  assert.ok(text.includes("<dd>12</dd>"));
});

test("each item's rules are read in each language: rows in words, and every case", async () => {
  for (const { item, cases } of items)
    for (const language of ["zh", "es", "en"] as const) {
      const text = await page(`/rules/${item.slug}?lang=${language}`);
      assert.ok(text.includes(`lang="${language === "zh" ? "zh-CN" : language}"`));
      for (const row of Object.keys(find(item.slug).rules.rows))
        assert.ok(text.includes(`id="row-${row}"`), `${item.slug} ${row}`);
      assert.equal(text.split('<ol class="case-list">')[1]?.match(/<li>/g)?.length, cases.length);
    }
  const senior = await page("/rules/senior-card?lang=en");
  assert.ok(senior.includes("Age in whole years: <strong>60 to 64</strong>"));
  assert.ok(senior.includes("&lt;img src=x"));
  assert.ok(senior.includes(account));
  assert.ok(senior.includes("/v1/service-items/senior-card/rules/1/sello"));
});

test("a version has a page of its own, and what is not there has one that says so", async () => {
  assert.ok((await page("/rules/library-card/1?lang=en")).includes("in force"));
  for (const [path, code] of [
    ["/rules/nothing", "service_item.unknown"],
    ["/rules/library-card/2", "rules.unknown"],
    ["/rules/library-card/x", "rules.unknown"],
    ["/rules/library-card/1e1", "rules.unknown"],
    [`/rules/${encodeURIComponent(script)}`, "service_item.unknown"],
  ] as const)
    assert.ok((await page(path, 404)).includes(code), path);
});

test("the document that publishes a version is for everybody, with its proof", async () => {
  const response = await app.request("/v1/service-items/library-card/rules/1/sello");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-disposition") ?? "", /rules-library-card-1\.sello/);
  assert.equal(JSON.parse(await response.text()).format, "sello/1");
  const unknown = await app.request("/v1/service-items/library-card/rules/9/sello");
  assert.equal(unknown.status, 404);
});

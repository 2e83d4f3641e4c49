import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { formatSelloFile, parseSelloFile, present, toDocumentTypeId } from "@sello/sdk";
import { makeEcKey } from "../support/keys.ts";
import { residentClaims, type World, worldTimes, worldTypes } from "../support/world.ts";
import { judge, startPages, toFile } from "./startPages.ts";

let pages: Awaited<ReturnType<typeof startPages>>;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

const pictures = process.env.SELLO_PICTURES;
const { now } = worldTimes;

/** A character inside of a text becomes another. */
const turn = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

/** How each cause comes about: what somebody shows, by the check that decides and a word that the reader must see. */
const causes: Readonly<Record<string, readonly [words: RegExp, make: () => Promise<string>]>> = {
  "well-formed.malformed": [/not a document that we can read/, async () => "no document"],
  "well-formed.damaged": [
    /damaged on its way/,
    async () => {
      const { file } = await pages.world.make();
      return turn(file, file.indexOf("document") + 300);
    },
  ],
  "issuer-known.unknown-authority": [
    /No authority that we know of/,
    async () => fileOf({ payload: { iss: "https://sello.example/authorities/nobody" } }),
  ],
  "signature.unknown-key": [
    /a key that does not belong to/,
    async () => fileOf({ key: makeEcKey() }),
  ],
  "signature.wrong": [
    /forged or changed/,
    async () => {
      const { kid } = pages.world.keys["futian-police"];
      return fileOf({ key: makeEcKey(), header: { kid } });
    },
  ],
  "in-log.no-proof": [
    /without a proof that it is in the public log/,
    async () => (await pages.world.make()).document,
  ],
  "in-log.wrong": [
    /not in the public log, although its proof says so/,
    async () => {
      const [one, other] = [await pages.world.make(), await pages.world.make()];
      return formatSelloFile({ document: one.document, proof: other.proof });
    },
  ],
  "in-log.in-the-future": [
    /recorded at .*, which is yet to come/,
    async () => {
      const issued = await pages.world.issue();
      return fileIn(await pages.world.anchor([issued], now + 7_200));
    },
  ],
  "checkpoint.not-signed": [
    /log did not sign this proof/,
    async () => {
      const { document, proof } = await pages.world.make();
      const lines = proof.split("\n");
      const kept = lines.filter((line) => !line.startsWith("— sello.example/log "));
      return formatSelloFile({ document, proof: kept.join("\n") });
    },
  ],
  "checkpoint.too-few-witnesses": [
    /witnesses confirmed the log/,
    async () => {
      const { document, proof } = await pages.world.make();
      const lines = proof.split("\n");
      const kept = lines.filter((line) => !/^— district-[1-4]\./.test(line));
      return formatSelloFile({ document, proof: kept.join("\n") });
    },
  ],
  "key-current.not-current": [
    /key was not in use when the document was recorded/,
    async () => fileIn(await pages.world.anchor([await pages.world.issue()], worldTimes.begin - 9)),
  ],
  "accredited.not-accredited": [
    /not allowed to issue this kind of document/,
    async () => {
      const vct = "https://sello.example/types/passport/1";
      return fileOf({ type: { ...worldTypes.resident, vct, id: toDocumentTypeId(vct) } });
    },
  ],
  "validity-period.expired": [
    /The document expired on 20\d\d-/,
    async () => fileOf({ payload: { exp: now - 86_400 } }),
  ],
  "validity-period.not-yet": [
    /not valid before 20\d\d-/,
    async () => fileOf({ payload: { nbf: now + 86_400 } }),
  ],
  "status.revoked": [/^Not valid\s+Revoked by futian-police/, async () => fileWith(1)],
  "status.suspended": [/^Not valid\s+Suspended by futian-police/, async () => fileWith(2)],
  "status.undefined-value": [/a status that we do not know/, async () => fileWith(3)],
  "status.out-of-range": [
    /status list does not have this document/,
    async () => fileOf({ statusIndex: 999_999 }),
  ],
  "status.missing": [
    /no status list at hand/,
    async () => {
      const uri = "https://sello.example/v1/status-lists/futian-police/9";
      return fileOf({ payload: { status: { status_list: { idx: 1, uri } } } });
    },
  ],
  "key-binding.wrong-signature": [
    /does not hold the document's key/,
    async () => {
      const made = await pages.world.make();
      const { sign } = makeEcKey();
      const keyBinding = {
        audience: "https://shop.example",
        nonce: "n-123456",
        iat: now,
        sign,
      };
      const document = await present(made.document, ["age_over_18"], { keyBinding });
      return formatSelloFile({ document, proof: made.proof });
    },
  ],
  "claims.do-not-fit": [
    /does not fit this kind of document/,
    async () => fileOf({ claims: { ...residentClaims, sex: "X" } }),
  ],
};

async function fileOf(request: Parameters<World["make"]>[0]): Promise<string> {
  return (await pages.world.make(request)).file;
}

const fileIn = (made: Awaited<ReturnType<World["anchor"]>>): string => made[0]?.file ?? "";

let place = 100;
async function fileWith(status: number): Promise<string> {
  place += 1;
  pages.world.statuses[place] = status;
  return fileOf({ statusIndex: place });
}

test("each cause says on the page what is the matter, whose move it is, and what comes next", async () => {
  const opened = await pages.open("/?lang=en");
  const said = new Set<string>();
  for (const [code, [words, make]] of Object.entries(causes)) {
    const { outcome, text } = await judge(opened, [toFile("shown.sello", await make())]);
    assert.notEqual(outcome, "valid", code);
    assert.match(text, words, code);
    assert.match(text, /Next, for (?:the holder|the issuer|you who check|the network): /, code);
    said.add(text.slice(0, text.indexOf("Next, for")));
  }
  assert.equal(said.size, Object.keys(causes).length, "told apart by their words");
  await opened.close();
});

for (const [language, phrases] of Object.entries({
  zh: ["无效", "已吊销|吊销", "持证人下一步：", "刚刚联网查询过"],
  es: ["No válido", "Revocado", "Qué hace el titular: ", "Se acaba de consultar la red"],
}))
  test(`the reason and the next step are in the reader's language: ${language}`, async () => {
    const opened = await pages.open(`/?lang=${language}`, {
      viewport: { width: 360, height: 740 },
      colorScheme: "dark",
      isMobile: true,
    });
    const { page } = opened;
    const { text } = await judge(opened, [toFile("card.sello", await fileWith(1))]);
    for (const phrase of phrases) assert.match(text, new RegExp(phrase));
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    assert.deepEqual((await new AxeBuilder({ page: page as never }).analyze()).violations, []);
    if (pictures) await page.screenshot({ path: join(pictures, `phone-revoked-${language}.png`) });
    await opened.close();
  });

test("a service that forges its status list changes nothing, and the page says what is missing", async () => {
  const { file } = await pages.world.make({ statusIndex: 77 });
  const changed = parseSelloFile(file);
  const opened = await pages.open("/?lang=en");
  await opened.context.route("**/v1/status-lists/**", (route) =>
    route.fulfill({ body: turn("eyJ.eyJ.AAAA", 5), contentType: "application/statuslist+jwt" }),
  );
  const { outcome, text } = await judge(opened, [toFile("card.sello", formatSelloFile(changed))]);
  assert.equal(outcome, "unknown");
  assert.match(text, /Could not be refreshed.*revocations|no status list at hand/);
  await opened.close();
});

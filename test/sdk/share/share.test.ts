import assert from "node:assert/strict";
import { createCipheriv, createHash, hkdfSync } from "node:crypto";
import { test } from "node:test";
import {
  digestConsentReceipt,
  formatConsentReceipt,
  makeShare,
  openShare,
  readShareLink,
  toShareDigest,
  toShareLink,
} from "@sello/sdk/share";

const content = new TextEncoder().encode('{"format":"sello/1"}');
const terms = { endsAt: 1_800_000_000, once: true, audience: "Banco “Sol” 银行" };

test("a share opens with its link, and with no other key, bytes or terms", async () => {
  const { secret, sealed, digest } = await makeShare(content, terms);
  assert.deepEqual(await openShare(secret, sealed, terms), content);
  assert.equal(digest, toShareDigest(secret.id));
  const other = await makeShare(content, terms);
  const refused = (code: string, work: Promise<unknown>) => assert.rejects(work, { code });
  await refused("share.other-key", openShare({ ...secret, key: other.secret.key }, sealed, terms));
  await refused("share.other-key", openShare({ ...secret, id: other.secret.id }, sealed, terms));
  for (const changed of [
    { ...terms, endsAt: terms.endsAt + 1 },
    { ...terms, once: false },
    { ...terms, audience: null },
    { ...terms, audience: "somebody else" },
  ])
    await refused("share.altered", openShare(secret, sealed, changed));
  for (const at of [33, 45, sealed.length - 1]) {
    const altered = sealed.slice();
    altered[at] = (altered[at] ?? 0) ^ 1;
    await refused("share.altered", openShare(secret, altered, terms));
  }
  await refused("share.altered", openShare(secret, sealed.slice(0, 60), terms));
  for (const bytes of [new Uint8Array(), sealed.slice(0, 45), Uint8Array.of(2, ...sealed.slice(1))])
    await refused("share.unreadable", openShare(secret, bytes, terms));
  await refused("share.malformed-link", openShare({ ...secret, key: "x" }, sealed, terms));
});

test("its length says no more than pieces of 4 KiB, and what is too large is refused", async () => {
  const lengthOf = async (bytes: number) =>
    (await makeShare(new Uint8Array(bytes), terms)).sealed.length;
  const head = 1 + 32 + 12 + 16;
  assert.equal(await lengthOf(0), head + 4_096);
  assert.equal(await lengthOf(4_092), head + 4_096);
  assert.equal(await lengthOf(4_093), head + 8_192);
  await assert.rejects(makeShare(new Uint8Array(256 * 1024 + 1), terms), {
    code: "share.too-large",
  });
});

test("who reads docs/formats.md makes a share that opens", async () => {
  const secret = {
    id: "AAECAwQFBgcICQoLDA0ODw",
    key: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
  };
  const key = Buffer.from(secret.key, "base64url");
  const digest = createHash("sha256").update(secret.id).digest();
  const derive = (info: string) => Buffer.from(hkdfSync("sha256", key, digest, info, 32));
  const iv = Buffer.alloc(12, 7);
  const cipher = createCipheriv("aes-256-gcm", derive("sello/share/1 encryption"), iv);
  cipher.setAAD(
    Buffer.from(
      `["sello/share/1","${digest.toString("base64url")}",1800000000,true,"Banco “Sol” 银行"]`,
    ),
  );
  const padded = Buffer.alloc(4_096);
  padded.writeUInt32BE(content.length);
  padded.set(content, 4);
  const encrypted = [cipher.update(padded), cipher.final(), cipher.getAuthTag()];
  const commitment = derive("sello/share/1 commitment");
  const sealed = Buffer.concat([Buffer.of(1), commitment, iv, ...encrypted]);
  assert.deepEqual(await openShare(secret, sealed, terms), content);
});

test("a link has the key behind #, and one that is cut is not a whole one", async () => {
  const { secret } = await makeShare(content, terms);
  const link = new URL(toShareLink("https://sello.test/", secret));
  assert.equal(link.href, `https://sello.test/s/${secret.id}#${secret.key}`);
  assert.deepEqual(readShareLink(link), secret);
  for (const hash of ["", "#", `#${secret.key.slice(1)}`, `#${secret.key}x`, "#%20"])
    assert.deepEqual(readShareLink({ pathname: link.pathname, hash }), {
      id: secret.id,
      key: null,
    });
  for (const pathname of ["/", "/s/", "/s/abc", `/s/${secret.id}/x`, `/x/${secret.id}`])
    assert.equal(readShareLink({ pathname, hash: link.hash }), null);
});

test("a consent's receipt is the same bytes each time, and says what, with whom and when", () => {
  const consent = {
    share: "d".repeat(43),
    what: { type: "https://sello.test/types/id", claims: ["age_over_18"] },
    audience: null,
    once: false,
    madeAt: 1,
    endsAt: 2,
    sealedSha256: "e".repeat(43),
  };
  const text = formatConsentReceipt(consent);
  assert.equal(
    text,
    `{"audience":null,"endsAt":2,"format":"sello/consent-receipt/1","madeAt":1,"once":false,"sealedSha256":"${"e".repeat(43)}","share":"${"d".repeat(43)}","what":{"claims":["age_over_18"],"type":"https://sello.test/types/id"}}`,
  );
  const hash = createHash("sha256").update(text).digest("base64url");
  assert.equal(digestConsentReceipt(consent), hash);
});

import assert from "node:assert/strict";
import { createCipheriv, createHash, hkdfSync } from "node:crypto";
import { test } from "node:test";
import { MerkleTree } from "@sello/sdk/log";
import {
  type Consent,
  digestConsentReceipt,
  formatConsentReceipt,
  formatReceiptFile,
  makeShare,
  newRecordId,
  openShare,
  readConsentReceipt,
  readReceiptFile,
  readShareLink,
  toReceiptRoot,
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

const consent: Consent = {
  recordId: "AAECAwQFBgcICQoLDA0ODw",
  method: "link",
  what: { type: "https://sello.test/types/id", claims: ["age_over_18"] },
  recipient: "Banco “Sol”",
  purpose: null,
  madeAt: 1,
  endsAt: 2,
  once: false,
  shownSha256: "e".repeat(43),
};

test("a consent's receipt is the same bytes each time, says what, to whom and when, and is read as it was written", () => {
  const text = formatConsentReceipt(consent);
  assert.equal(
    text,
    `{"event_time":1,"method":"link","once":false,"pii_information":{"claims":["age_over_18"],"type":"https://sello.test/types/id"},"purposes":[],"recipient_third_parties":["Banco “Sol”"],"record_id":"AAECAwQFBgcICQoLDA0ODw","schema_version":"sello/consent-receipt/2","shown_sha256":"${"e".repeat(43)}","valid_until":2}`,
  );
  const hash = createHash("sha256").update(text).digest("base64url");
  assert.equal(digestConsentReceipt(consent), hash);
  const other: Consent = { ...consent, recipient: null, purpose: "to open", endsAt: null };
  for (const each of [consent, other])
    assert.deepEqual(readConsentReceipt(formatConsentReceipt(each)), each);
  assert.notEqual(newRecordId(), newRecordId());
  for (const wrong of [
    `${text} `,
    text.replace('"once"', '"twice"'),
    text.replace("/2", "/1"),
    text.replace('"event_time":1', '"event_time":1.5'),
    "{}",
    "x",
  ])
    assert.throws(() => readConsentReceipt(wrong), { code: "receipt.malformed" }, wrong);
});

test("a receipt's proof leads to the root of its tree, and from any other receipt elsewhere", () => {
  const digest = Buffer.from(digestConsentReceipt(consent), "base64url");
  const leaves = [Buffer.alloc(32, 1), digest, Buffer.alloc(32, 2)];
  const tree = MerkleTree.fromLeaves(leaves);
  const path = tree.inclusionPath(1).map((hash) => Buffer.from(hash).toString("base64url"));
  const proof = { count: 3, index: 1, path, head: '{"format":"sello/1"}' };
  const file = readReceiptFile(formatReceiptFile({ consent, proof }));
  assert.deepEqual(file, { consent, proof });
  const root = Buffer.from(tree.root).toString("hex");
  assert.equal(toReceiptRoot(consent, proof), root);
  assert.notEqual(toReceiptRoot({ ...consent, recipient: "Bar" }, proof), root);
  assert.equal(toReceiptRoot(consent, { ...proof, path: [] }), null);
  const early = formatReceiptFile({ consent, proof: null });
  assert.equal(readReceiptFile(early).proof, null);
  for (const wrong of ["", "{}", early.replace("file/1", "file/2"), early.replace("null", "{}")])
    assert.throws(() => readReceiptFile(wrong), { code: "receipt.malformed" });
});

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { type DocumentId, toAuthorityId } from "@sello/sdk";
import { packContent, unpackContent } from "../../../../services/issuing/atRest/copyContent.ts";
import { DocumentOpener } from "../../../../services/issuing/atRest/DocumentOpener.ts";
import {
  newDocumentKey,
  openContent,
  sealContent,
} from "../../../../services/issuing/atRest/sealedContent.ts";
import { makeAuthorityKeys } from "../../../support/authorityKeys.ts";

const document = randomUUID() as string as DocumentId;
const place = { list: 3, index: 4_711 };
const content = Buffer.from("what it says");
const isBroken = { code: "document.content_broken" };
const police = toAuthorityId("https://sello.example/authorities/police");
const library = toAuthorityId("https://sello.example/authorities/library");

test("what is sealed opens with its key, for its copy alone", () => {
  const key = newDocumentKey();
  const sealed = sealContent(key, { document, place }, content);
  assert.deepEqual(openContent(key, { document, place }, sealed), content);
  const others = [
    { document: randomUUID() as string as DocumentId, place },
    { document, place: { ...place, list: 4 } },
    { document, place: { ...place, index: 4_712 } },
  ];
  for (const other of others) assert.throws(() => openContent(key, other, sealed), isBroken);
  assert.throws(() => openContent(newDocumentKey(), { document, place }, sealed), isBroken);
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.throws(() => openContent(key, { document, place }, altered), isBroken);
    assert.throws(() => openContent(key, { document, place }, sealed.subarray(0, at)), isBroken);
  }
});

test("the same sealed twice differs, and no key comes twice", () => {
  const key = newDocumentKey();
  const seal = () => sealContent(key, { document, place }, content).toString("hex");
  assert.notEqual(seal(), seal());
  const keys = Array.from({ length: 2_000 }, () => newDocumentKey().toString("hex"));
  assert.equal(new Set(keys).size, keys.length);
  assert.ok(keys.every((hex) => hex.length === 64 && !/^(00){32}$/.test(hex)));
});

test("content that is cut short is refused, wherever it is cut", () => {
  const parts = {
    payload: Buffer.from("{}"),
    signature: Buffer.alloc(64, 7),
    disclosures: [Buffer.from('["s","n",1]'), Buffer.alloc(70_000, 32)],
  };
  const packed = packContent(parts);
  assert.deepEqual(unpackContent(packed), parts);
  for (const length of [0, 3, 5, 69, 72, 80, packed.length - 1])
    assert.throws(() => unpackContent(packed.subarray(0, length)), RangeError);
  assert.throws(() => packContent({ ...parts, signature: Buffer.alloc(63) }), RangeError);
});

test("a document's key opens with its own authority's, and with no other", async () => {
  const keys = makeAuthorityKeys();
  const key = newDocumentKey();
  const [wrappedKey = Buffer.alloc(0)] = await keys.wrap(police, [key]);
  assert.equal(wrappedKey.length, 40);
  assert.deepEqual(await keys.unwrap(police, [wrappedKey]), [key]);
  await assert.rejects(keys.unwrap(library, [wrappedKey]), { code: "document_key.broken" });
  const opener = new DocumentOpener(keys);
  await assert.rejects(opener.keyOf({ document, authority: police, wrappedKey: null }), {
    code: "document.erased",
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, fromBase64url, toBase64, toBase64url } from "../../../sdk/encoding/base64.ts";
import { concatBytes, equalBytes } from "../../../sdk/encoding/bytes.ts";
import { fromHex, toHex } from "../../../sdk/encoding/hex.ts";
import { decodeUtf8, encodeUtf8 } from "../../../sdk/encoding/utf8.ts";
import { makeSeededBytes } from "../../support/keys.ts";

test("base64 and base64url agree with Node's for every length", () => {
  const random = makeSeededBytes(1);
  for (let length = 0; length < 200; length++) {
    const bytes = random(length);
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
    assert.equal(toBase64url(bytes), Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
    assert.deepEqual(fromBase64url(toBase64url(bytes)), bytes);
  }
});

for (const text of [
  "A",
  "AA",
  "AAA",
  "AB==",
  "AAB=",
  "AA=",
  "AAAA=",
  "====",
  "A===",
  "AA AA==",
  "AA==\n",
  "AA-_",
  "AA\u0141A",
  "\u2014AAA",
]) {
  test(`${JSON.stringify(text)} is not canonical base64`, () => {
    assert.throws(() => fromBase64(text), { code: "encoding.base64" });
  });
}

for (const text of [
  "A",
  "AB",
  "AAB",
  "AA==",
  "AA=",
  "AA+/",
  "A A",
  "AAAA\n",
  "AAAAA",
  "\u0141AAA",
]) {
  test(`${JSON.stringify(text)} is not canonical base64url`, () => {
    assert.throws(() => fromBase64url(text), { code: "encoding.base64url" });
  });
}

test("hex is lowercase with 0x", () => {
  assert.equal(toHex(Uint8Array.of(0, 15, 255)), "0x000fff");
  assert.deepEqual(fromHex("0x000fff"), Uint8Array.of(0, 15, 255));
  for (const text of ["000fff", "0x000FFF", "0x0", "0xzz", "0x00\n"]) {
    assert.throws(() => fromHex(text), { code: "encoding.hex" });
  }
});

test("utf8 that is broken is refused, a byte order mark is kept", () => {
  assert.throws(() => decodeUtf8(Uint8Array.of(0xff)), { code: "encoding.utf8" });
  assert.throws(() => decodeUtf8(Uint8Array.of(0xc0, 0x80)), { code: "encoding.utf8" });
  assert.equal(decodeUtf8(encodeUtf8("\ufeff深圳")), "\ufeff深圳");
});

test("bytes are joined and compared", () => {
  assert.deepEqual(
    concatBytes([Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)]),
    Uint8Array.of(1, 2, 3),
  );
  assert.ok(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2)));
  assert.ok(!equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)));
  assert.ok(!equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0)));
});

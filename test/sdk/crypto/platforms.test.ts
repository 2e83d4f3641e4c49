import assert from "node:assert/strict";
import { test } from "node:test";
import * as node from "../../../sdk/crypto/node.ts";
import * as web from "../../../sdk/crypto/web.ts";
import { encodeUtf8 } from "../../../sdk/encoding/utf8.ts";
import { makeEcKey, makeNoteSigner, makeSeededBytes } from "../../support/keys.ts";

// Node and browsers must agree on everything, errors included; Node has WebCrypto too.
const platforms = { node, web };
const key = makeEcKey();
const note = makeNoteSigner("example.org/a", 1);
const message = encodeUtf8("a message");

test("both platforms offer the same functions", () => {
  assert.deepEqual(Object.keys(node).sort(), Object.keys(web).sort());
});

test("both hash and encode alike, for every length", () => {
  const random = makeSeededBytes(1);
  for (let length = 0; length < 200; length++) {
    const bytes = random(length);
    assert.deepEqual(web.sha256(bytes), node.sha256(bytes));
    const [a, b] = [new Uint8Array(40), new Uint8Array(40)];
    web.sha256Into(a, 5, bytes);
    node.sha256Into(b, 5, bytes);
    assert.deepEqual(a, b);
    for (const url of [true, false]) {
      const text = web.encodeBase64(bytes, url);
      assert.equal(text, node.encodeBase64(bytes, url));
      assert.deepEqual(web.decodeBase64(text, url), bytes);
      assert.deepEqual(node.decodeBase64(text, url), bytes);
    }
  }
  assert.equal(web.sha256Base64url("深圳"), node.sha256Base64url("深圳"));
  assert.deepEqual(web.sha256("深圳"), node.sha256(encodeUtf8("深圳")));
  assert.equal(web.encodeTextBase64url("深圳"), node.encodeTextBase64url("深圳"));
});

test("both accept and refuse the same texts as base64", () => {
  const pieces = ["A", "B", "/", "-", "=", "+", "_", " ", "\n", "é", "\u0141"];
  const random = makeSeededBytes(2)(60_000);
  for (let at = 0; at + 6 <= random.length; at += 6) {
    const text = [...random.subarray(at, at + 6)].map((byte) => pieces[byte % 13] ?? "").join("");
    for (const url of [true, false]) {
      assert.deepEqual(web.decodeBase64(text, url), node.decodeBase64(text, url), text);
    }
  }
});

for (const [name, { verifyEs256, verifyEd25519 }] of Object.entries(platforms)) {
  test(`${name}: ES256 accepts the signature and nothing near it`, async () => {
    const signature = key.sign(message);
    assert.equal(await verifyEs256(key.jwk, message, signature), true);
    assert.equal(await verifyEs256(key.jwk, encodeUtf8("another"), signature), false);
    assert.equal(await verifyEs256(makeEcKey().jwk, message, signature), false);
    const flipped = signature.with(3, (signature[3] ?? 0) ^ 1);
    assert.equal(await verifyEs256(key.jwk, message, flipped), false);
    for (const wrong of [signature.slice(1), new Uint8Array(64), new Uint8Array(0)]) {
      assert.equal(await verifyEs256(key.jwk, message, wrong), false);
    }
  });

  test(`${name}: a key that is no point verifies nothing`, async () => {
    const jwk = { ...key.jwk, y: key.jwk.x };
    assert.equal(await verifyEs256(jwk, message, key.sign(message)), false);
  });

  test(`${name}: Ed25519 accepts the signature and nothing near it`, async () => {
    const signature = await note.sign(message);
    const { publicKey } = note.key;
    assert.equal(await verifyEd25519(publicKey, message, signature), true);
    assert.equal(await verifyEd25519(publicKey, encodeUtf8("another"), signature), false);
    assert.equal(await verifyEd25519(publicKey, message, signature.slice(1)), false);
    assert.equal(await verifyEd25519(publicKey.slice(1), message, signature), false);
    const flipped = signature.with(3, (signature[3] ?? 0) ^ 1);
    assert.equal(await verifyEd25519(publicKey, message, flipped), false);
  });
}

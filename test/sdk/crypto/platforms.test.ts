import assert from "node:assert/strict";
import { test } from "node:test";
import { ml_dsa44 } from "@noble/post-quantum/ml-dsa.js";
import * as node from "../../../sdk/crypto/node.ts";
import * as web from "../../../sdk/crypto/web.ts";
import { encodeUtf8 } from "../../../sdk/encoding/utf8.ts";
import { makeEcKey, makeNoteSigner, makeSeed, makeSeededBytes } from "../../support/keys.ts";

// Node and browsers must agree on everything, errors included; Node has WebCrypto too.
const platforms = { node, web };
const key = makeEcKey();
const note = makeNoteSigner("example.org/a", 1);
const postQuantum = makeNoteSigner("example.org/pq", 6);
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

test("both verify each other's ML-DSA-44, and a seed gives both the same key", async () => {
  const { publicKey } = postQuantum.key;
  const pair = ml_dsa44.keygen(makeSeed("6 example.org/pq"));
  assert.deepEqual(pair.publicKey, publicKey);
  const byNoble = ml_dsa44.sign(message, pair.secretKey);
  const byNode = await postQuantum.sign(message);
  for (const { verifyMlDsa44 } of Object.values(platforms)) {
    assert.equal(await verifyMlDsa44(publicKey, message, byNoble), true);
    assert.equal(await verifyMlDsa44(publicKey, message, byNode), true);
    // FIPS 204 §5.2: a signature under another context is another signature.
    const inContext = ml_dsa44.sign(message, pair.secretKey, { context: message });
    assert.equal(await verifyMlDsa44(publicKey, message, inContext), false);
  }
});

for (const [name, { verifyMlDsa44 }] of Object.entries(platforms)) {
  test(`${name}: ML-DSA-44 accepts the signature and nothing near it`, async () => {
    const signature = await postQuantum.sign(message);
    const { publicKey } = postQuantum.key;
    assert.equal(await verifyMlDsa44(publicKey, message, signature), true);
    assert.equal(await verifyMlDsa44(publicKey, encodeUtf8("another"), signature), false);
    assert.equal(await verifyMlDsa44(publicKey, message, signature.slice(1)), false);
    assert.equal(await verifyMlDsa44(publicKey.slice(1), message, signature), false);
    assert.equal(await verifyMlDsa44(new Uint8Array(1312).fill(255), message, signature), false);
    assert.equal(await verifyMlDsa44(publicKey, message, new Uint8Array(2420).fill(255)), false);
    // Commitment, response and hints each hold their own (FIPS 204 §7.2: c̃ of 32 bytes, z of 2304, h of 84).
    for (const at of [0, 31, 32, 1200, 2335, 2336, 2419]) {
      const flipped = signature.with(at, (signature[at] ?? 0) ^ 1);
      assert.equal(await verifyMlDsa44(publicKey, message, flipped), false, `byte ${at}`);
    }
  });
}

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

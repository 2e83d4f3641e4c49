import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { toDerSignature } from "../../../sdk/crypto/derSignature.ts";
import { makeEcKey, makeSeededBytes } from "../../support/keys.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const pad = (short: string) => short.padStart(64, "0");
const toDer = (r: string, s: string) => hex(toDerSignature(Buffer.from(pad(r) + pad(s), "hex")));

test("integers are as short as X.690 wants them, and never negative", () => {
  assert.equal(toDer("0", "0"), "3006020100020100");
  assert.equal(toDer("7f", "80"), "300702017f02020080");
  assert.equal(toDer("8000", "0100"), "300902030080000202" + "0100");
  const high = "ff".repeat(32);
  assert.equal(toDer(high, high), `3046022100${high}022100${high}`);
});

test("OpenSSL finds in it what it finds in r || s", () => {
  const key = makeEcKey();
  const publicKey = createPublicKey(key.privateKey);
  const random = makeSeededBytes(5);
  for (let round = 0; round < 600; round++) {
    // Of so many signatures, some have numbers that begin with a zero byte.
    const message = random(40);
    const signature = key.sign(message);
    assert.equal(verify("sha256", message, publicKey, toDerSignature(signature)), true);
  }
});

import assert from "node:assert/strict";
import { generateKeyPairSync, sign, verify } from "node:crypto";
import { test } from "node:test";
import { fromDerSignature } from "../../../services/signing/fromDerSignature.ts";

/** An ECDSA-Sig-Value (RFC 3279 §2.2.3), each number as short as X.690 §8.3 wants it. */
function toDer(signature: Buffer): Buffer {
  const numbers = [signature.subarray(0, 32), signature.subarray(32)].map((number) => {
    const short = number.subarray(number.findIndex((byte) => byte > 0));
    const bytes = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
    return Buffer.concat([Buffer.of(2, bytes.length), bytes]);
  });
  const both = Buffer.concat(numbers);
  return Buffer.concat([Buffer.of(0x30, both.length), both]);
}

test("numbers of every length come back in their places", () => {
  for (let first = 0; first < 32; first += 1)
    for (let second = 0; second < 32; second += 5)
      for (const top of [0x01, 0x7f, 0x80, 0xff]) {
        const signature = Buffer.alloc(64, 0xa5);
        signature.fill(0, 0, first).fill(0, 32, 32 + second);
        signature[first] = top;
        signature[32 + second] = top;
        assert.deepEqual(fromDerSignature(toDer(signature)), signature);
      }
});

test("what OpenSSL signs verifies as r and s (RFC 7518 §3.4)", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  for (let count = 0; count < 300; count += 1) {
    const bytes = Buffer.from(`document ${count}`);
    const signature = fromDerSignature(sign("sha256", bytes, privateKey));
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
    assert.ok(verify("sha256", bytes, key, signature));
  }
});

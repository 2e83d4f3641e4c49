import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { EcPublicJwk } from "../../../sdk/crypto/EcPublicJwk.ts";
import { applyDisclosures } from "../../../sdk/sdjwt/applyDisclosures.ts";
import { fromJsonSerialization } from "../../../sdk/sdjwt/fromJsonSerialization.ts";
import { parseJws, requireHeader, verifyJws } from "../../../sdk/sdjwt/Jws.ts";
import { parseKeyBinding, verifyKeyBinding } from "../../../sdk/sdjwt/keyBinding.ts";
import { parseSdJwt } from "../../../sdk/sdjwt/SdJwt.ts";

interface Vector {
  group: "rfc9901-example" | "testcase";
  id: string;
  payload: Record<string, unknown>;
  issuance: string;
  presentation: string;
  kbJwt?: string;
  verifiedContents: Record<string, unknown>;
}
const vectors: { cases: Vector[] } = JSON.parse(
  readFileSync(new URL("../../vectors/sd-jwt-reference.json", import.meta.url), "utf8"),
);
// The keys, verifier and nonce of the file's `settings`.
const issuerKey: EcPublicJwk = {
  kty: "EC",
  crv: "P-256",
  x: "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
  y: "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
};
const holderKey: EcPublicJwk = {
  kty: "EC",
  crv: "P-256",
  x: "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
  y: "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
};
const verifiers = {
  "rfc9901-example": "https://verifier.example.org",
  testcase: "https://example.com/verifier",
};
const types = ["example+sd-jwt", "dc+sd-jwt"];
// The specification wraps long lines of its JSON example for print, inside texts too.
const compactOf = (text: string) =>
  text.startsWith("{") ? fromJsonSerialization(text.replaceAll(/\n\s*/g, "")) : text;

test("the file has all its cases", () => {
  assert.equal(vectors.cases.length, 15);
  assert.ok(vectors.cases.filter(({ kbJwt }) => kbJwt).length >= 5);
});

for (const vector of vectors.cases) {
  test(`RFC 9901 ${vector.group} ${vector.id}: presentation`, async () => {
    const sdJwt = parseSdJwt(compactOf(vector.presentation));
    requireHeader(sdJwt.issuerJwt, types);
    assert.ok(await verifyJws(sdJwt.issuerJwt, issuerKey));
    assert.deepEqual(sdJwt.issuerJwt.payload, vector.payload);
    const { claims } = applyDisclosures(sdJwt.issuerJwt.payload, sdJwt.disclosures);
    assert.deepEqual(claims, vector.verifiedContents);
  });

  test(`RFC 9901 ${vector.group} ${vector.id}: issuance`, async () => {
    const sdJwt = parseSdJwt(compactOf(vector.issuance));
    assert.equal(sdJwt.keyBinding, null);
    assert.ok(await verifyJws(sdJwt.issuerJwt, issuerKey));
    const disclosed = applyDisclosures(sdJwt.issuerJwt.payload, sdJwt.disclosures);
    assert.equal(disclosed.places.length, sdJwt.disclosures.length);
  });

  test(`RFC 9901 ${vector.group} ${vector.id}: key binding`, async () => {
    const sdJwt = parseSdJwt(compactOf(vector.presentation));
    if (vector.kbJwt === undefined) {
      assert.equal(sdJwt.keyBinding, null);
      return;
    }
    assert.ok(sdJwt.keyBinding);
    assert.deepEqual(sdJwt.keyBinding, parseJws(vector.kbJwt));
    const binding = parseKeyBinding(sdJwt.keyBinding);
    assert.equal(binding.audience, verifiers[vector.group]);
    assert.equal(binding.nonce, "1234567890");
    const verdict = await verifyKeyBinding(
      sdJwt.keyBinding,
      binding,
      sdJwt.withoutKeyBinding,
      holderKey,
    );
    assert.equal(verdict, "ok");
  });
}

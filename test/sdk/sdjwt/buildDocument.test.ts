import assert from "node:assert/strict";
import { hash, sign, verify } from "node:crypto";
import { test } from "node:test";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { applyDisclosures, type ClaimPath } from "../../../sdk/sdjwt/applyDisclosures.ts";
import { buildDocument } from "../../../sdk/sdjwt/buildDocument.ts";
import { parseSdJwt } from "../../../sdk/sdjwt/SdJwt.ts";
import { makeEcKey, makeSeededBytes } from "../../support/keys.ts";

const key = makeEcKey();
const salts = makeSeededBytes(3);
const header = { typ: "dc+sd-jwt", kid: key.kid };
const base = { iss: "https://city.example/authorities/a", vct: "https://city.example/types/t/1" };
const claims = {
  name: "王小明",
  age_over_18: true,
  score: 1.5,
  nothing: null,
  address: { city: "深圳", lines: ["a", "b"], geo: { lat: 1, lon: 2 } },
  nationalities: ["CN", "ES"],
};

const shapes: Record<string, { disclosable: readonly (string | ClaimPath)[]; decoys?: number }> = {
  "nothing hidden": { disclosable: [] },
  "some claims": { disclosable: ["name", "age_over_18"] },
  "every claim": { disclosable: Object.keys(claims) },
  "claims that are absent": { disclosable: ["name", "absent", ["address", "absent"]] },
  "members of an object": {
    disclosable: [
      ["address", "city"],
      ["address", "lines"],
    ],
  },
  "an object and its members": {
    disclosable: ["address", ["address", "city"], ["address", "geo", "lat"]],
  },
  "elements of an array": {
    disclosable: [
      ["nationalities", 0],
      ["nationalities", 1],
    ],
  },
  "an array and its elements": {
    disclosable: ["nationalities", ["nationalities", 1], ["address", "lines", 0]],
  },
  "decoys only": { disclosable: [], decoys: 3 },
  "claims and decoys": { disclosable: ["name", "score", "nothing"], decoys: 2 },
};

// An independent reader: the OpenWallet Foundation's library.
const library = new SDJwtVcInstance({
  hasher: (data, algorithm) =>
    new Uint8Array(
      hash(
        algorithm.replace("-", ""),
        typeof data === "string" ? data : Buffer.from(data),
        "buffer",
      ),
    ),
  hashAlg: "sha-256",
  verifier: (data, signature) =>
    verify(
      "sha256",
      Buffer.from(data),
      { key: { ...key.jwk }, format: "jwk", dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    ),
  signer: (data) =>
    sign("sha256", Buffer.from(data), { key: key.privateKey, dsaEncoding: "ieee-p1363" }).toString(
      "base64url",
    ),
  signAlg: "ES256",
});

for (const [what, shape] of Object.entries(shapes)) {
  test(`${what}: the library and we read the same claims`, async () => {
    const payload = { ...base, ...claims };
    const built = await buildDocument({
      header,
      payload,
      salt: () => salts(16),
      sign: key.sign,
      ...shape,
    });
    const { payload: theirs } = await library.verify(built.document);
    const sdJwt = parseSdJwt(built.document);
    const ours = applyDisclosures(sdJwt.issuerJwt.payload, sdJwt.disclosures);
    assert.deepEqual(theirs, payload);
    assert.deepEqual(ours.claims, payload);
    assert.equal(ours.withheld, shape.decoys ?? 0);
    assert.ok(built.document.startsWith(`${built.issuerJwt}~`));
  });
}

test("what is hidden cannot be read in the signed part", async () => {
  const payload = { ...base, ...claims };
  const disclosable = Object.keys(claims);
  const built = await buildDocument({
    header,
    payload,
    disclosable,
    salt: () => salts(16),
    sign: key.sign,
  });
  const { payload: signed } = parseSdJwt(built.document).issuerJwt;
  assert.deepEqual(Object.keys(signed).sort(), ["_sd", "_sd_alg", "iss", "vct"]);
  const digests = signed._sd as string[];
  assert.deepEqual(digests, [...digests].sort());
});

test("a short salt and reserved names are refused", async () => {
  const request = {
    header,
    payload: { a: 1 },
    disclosable: ["a"],
    salt: () => salts(16),
    sign: key.sign,
  };
  await assert.rejects(buildDocument({ ...request, salt: () => salts(15) }), {
    code: "sdjwt.salt",
  });
  for (const payload of [{ _sd: [] }, { a: { "...": "x" } }, { _sd_alg: "sha-256" }]) {
    await assert.rejects(buildDocument({ ...request, payload }), { code: "sdjwt.claim-name" });
  }
});

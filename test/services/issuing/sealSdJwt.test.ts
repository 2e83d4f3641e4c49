import assert from "node:assert/strict";
import { test } from "node:test";
import { type SealedSdJwt, sealSdJwt } from "../../../services/issuing/sealSdJwt.ts";
import { FixedSigner } from "./FixedSigner.ts";
import { makePrivateJwk } from "./IssuingScene.ts";
import { makeLibrary } from "./sdJwtVcLibrary.ts";

const { key } = new FixedSigner(makePrivateJwk());
const library = makeLibrary(key);
const now = Math.floor(Date.now() / 1000);
const base = { iss: "https://sello.example/authorities/a", vct: "https://sello.example/types/t/1" };
const status = { status_list: { idx: 9, uri: "https://sello.example/v1/status-lists/a/0" } };
const claims = {
  name: "王小明 \u{20000} “quoted” \\ / \u2028",
  age_over_18: true,
  score: 1.5,
  address: { city: "深圳", lines: ["a", "b"] },
  nationalities: ["CN", "ES"],
  empty: "",
};

const shapes: Record<string, { members: object; disclosable: readonly string[] }> = {
  "nothing hidden": { members: base, disclosable: [] },
  "one claim hidden": { members: base, disclosable: ["name"] },
  "every claim hidden": { members: base, disclosable: Object.keys(claims) },
  "a claim that is absent": { members: base, disclosable: ["name", "absent"] },
  "a term": { members: { ...base, iat: now - 60, exp: now + 600 }, disclosable: ["name"] },
  "a holder's key": { members: { ...base, cnf: { jwk: key.jwk } }, disclosable: ["score"] },
  "a status place": { members: { ...base, status }, disclosable: ["name", "address"] },
};

const toText = ({ jwt, disclosures }: SealedSdJwt): string =>
  disclosures === "" ? `${jwt}~` : `${jwt}~${disclosures}~`;

for (const [name, { members, disclosable }] of Object.entries(shapes)) {
  test(`the library verifies and reads: ${name}`, async () => {
    const sealed = sealSdJwt({
      key,
      claims,
      disclosable: new Set(disclosable),
      members: { ...members },
    });
    const { payload, header } = await library.verify(toText(sealed));
    assert.deepEqual(payload, { ...payload, ...members, ...claims });
    assert.deepEqual(header, { alg: "ES256", typ: "dc+sd-jwt", kid: key.kid });
    const known = Object.keys(claims).filter((claim) => disclosable.includes(claim));
    assert.equal(sealed.disclosures.split("~").filter(Boolean).length, known.length);
    for (const claim of known) assert.ok(!(claim in readPayload(sealed.jwt)));
  });
}

test("digests are in an order of their own, and no salt comes twice", () => {
  const sealOnce = () =>
    sealSdJwt({ key, members: base, claims, disclosable: new Set(Object.keys(claims)) });
  const salts = new Set<string>();
  for (let count = 0; count < 500; count += 1) {
    const { jwt, disclosures } = sealOnce();
    const digests = readPayload(jwt)._sd as string[];
    assert.deepEqual(digests, digests.toSorted());
    for (const disclosure of disclosures.split("~")) salts.add(readPart(disclosure)[0]);
  }
  assert.equal(salts.size, 500 * Object.keys(claims).length);
  for (const salt of salts) assert.equal(Buffer.from(salt, "base64url").length, 16);
});

const readPart = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));

const readPayload = (jwt: string): Record<string, unknown> => readPart(jwt.split(".")[1] ?? "");

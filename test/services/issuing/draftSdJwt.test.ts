import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePresentation, present } from "@sello/sdk";
import {
  packContent,
  toSdJwt,
  unpackContent,
} from "../../../services/issuing/atRest/copyContent.ts";
import { draftSdJwt, type SdJwtRequest } from "../../../services/issuing/draftSdJwt.ts";
import { readSdJwt } from "../../../services/issuing/readSdJwt.ts";
import { FixedSigner } from "./FixedSigner.ts";
import { makePrivateJwk } from "./IssuingScene.ts";
import { makeLibrary } from "./sdJwtVcLibrary.ts";

const { key } = new FixedSigner(makePrivateJwk());
const library = makeLibrary(key);
const headerMembers = { alg: "ES256", typ: "dc+sd-jwt", kid: key.kid };
const header = Buffer.from(JSON.stringify(headerMembers)).toString("base64url");
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

function sign(request: Omit<SdJwtRequest, "header">) {
  const { payload, disclosures, signingInput } = draftSdJwt({ header, ...request });
  const signature = Buffer.from(key.sign(Buffer.from(signingInput)));
  return { header, payload, disclosures, signature };
}

for (const [name, { members, disclosable }] of Object.entries(shapes)) {
  test(`the library verifies and reads: ${name}`, async () => {
    const signed = sign({ claims, disclosable: new Set(disclosable), members: { ...members } });
    const { payload, header: read } = await library.verify(toSdJwt(signed));
    assert.deepEqual(payload, { ...payload, ...members, ...claims });
    assert.deepEqual(read, headerMembers);
    const known = Object.keys(claims).filter((claim) => disclosable.includes(claim));
    assert.equal(signed.disclosures.length, known.length);
    for (const claim of known) assert.ok(!(claim in parse(signed.payload)));
    assert.equal(toSdJwt({ header, ...unpackContent(packContent(signed)) }), toSdJwt(signed));
  });
}

test("members of an object are hidden each, and can be shown one by one", async () => {
  const members = { ...base, iat: now - 60, status };
  const inputs = { "fact.age": 71, "fact.identity": "valid", name: "x" };
  const request = { claims: { ...claims, inputs }, disclosable: new Set(["name"]), members };
  const signed = sign({ ...request, each: new Set(["inputs", "absent"]) });
  assert.deepEqual(Object.keys((parse(signed.payload) as { inputs: object }).inputs), ["_sd"]);
  const { payload } = await library.verify(toSdJwt(signed));
  assert.deepEqual(payload.inputs, inputs);
  assert.equal(payload.name, claims.name);
  assert.deepEqual(readSdJwt(unpackContent(packContent(signed))).claims, request.claims);
  const shown = await present(toSdJwt(signed), [["inputs", "fact.age"]]);
  const parsed = parsePresentation(shown);
  assert.ok(parsed.wellFormed);
  assert.deepEqual(parsed.subjectClaims.inputs, { "fact.age": 71 });
  assert.equal(parsed.disclosed.withheld, 3);
});

test("digests are in an order of their own, and no salt comes twice", () => {
  const salts = new Set<string>();
  for (let count = 0; count < 500; count += 1) {
    const disclosable = new Set(Object.keys(claims));
    const { payload, disclosures } = sign({ members: base, claims, disclosable });
    const digests = parse(payload)._sd as string[];
    assert.deepEqual(digests, digests.toSorted());
    for (const disclosure of disclosures) salts.add(String(parse(disclosure)[0]));
  }
  assert.equal(salts.size, 500 * Object.keys(claims).length);
  for (const salt of salts) assert.equal(Buffer.from(salt, "base64url").length, 16);
});

const parse = (bytes: Buffer): Record<string, unknown> => JSON.parse(bytes.toString("utf8"));

import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { applyDisclosures } from "../../../sdk/sdjwt/applyDisclosures.ts";
import { fromJsonSerialization } from "../../../sdk/sdjwt/fromJsonSerialization.ts";
import { parseJws, requireHeader, signJws, verifyJws } from "../../../sdk/sdjwt/Jws.ts";
import {
  parseKeyBinding,
  signKeyBinding,
  verifyKeyBinding,
} from "../../../sdk/sdjwt/keyBinding.ts";
import { type Disclosure, parseSdJwt } from "../../../sdk/sdjwt/SdJwt.ts";
import { makeEcKey } from "../../support/keys.ts";

const key = makeEcKey();
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const digestOf = (encoded: string) => hash("sha256", encoded, "base64url");
const rawJws = (header: unknown, payload: unknown) => `${part(header)}.${part(payload)}.AAAA`;
const header = { alg: "ES256", typ: "dc+sd-jwt" };

function disclose(...disclosure: unknown[]): Disclosure {
  const encoded = part(disclosure);
  const { disclosures } = parseSdJwt(`${rawJws(header, {})}~${encoded}~`);
  assert.ok(disclosures[0]);
  return disclosures[0];
}

test("members and elements, nested in each other, come to their places", () => {
  const city = disclose("s1", "city", "深圳");
  const address = disclose("s2", "address", { _sd: [city.digest], country: "CN" });
  const second = disclose("s3", { _sd: [] });
  const payload = {
    _sd: [address.digest, digestOf("decoy")],
    _sd_alg: "sha-256",
    list: ["a", { "...": second.digest }, { "...": digestOf("withheld") }],
  };
  const disclosed = applyDisclosures(payload, [second, city, address]);
  assert.deepEqual(disclosed.claims, {
    list: ["a", {}],
    address: { country: "CN", city: "深圳" },
  });
  assert.equal(disclosed.withheld, 2);
  assert.deepEqual(
    disclosed.places.map(({ path }) => path),
    [["list", 1], ["address"], ["address", "city"]],
  );
});

const a = disclose("s", "a", 1);
const element = disclose("s", 1);
const nested = disclose("s", "b", { _sd: [a.digest] });
for (const [what, payload, disclosures, code] of [
  ["a disclosure that belongs nowhere", {}, [a], "sdjwt.unreferenced-disclosure"],
  [
    "a nested one without its parent",
    { _sd: [nested.digest] },
    [a],
    "sdjwt.unreferenced-disclosure",
  ],
  ["a disclosure twice", { _sd: [a.digest] }, [a, a], "sdjwt.duplicate-digest"],
  ["a digest twice", { _sd: [a.digest, a.digest] }, [a], "sdjwt.duplicate-digest"],
  [
    "a digest in two places",
    { _sd: [a.digest], o: { _sd: [a.digest] } },
    [],
    "sdjwt.duplicate-digest",
  ],
  [
    "a digest again in a disclosure",
    { _sd: [a.digest, nested.digest] },
    [nested],
    "sdjwt.duplicate-digest",
  ],
  ["a claim that is there already", { _sd: [a.digest], a: 2 }, [a], "sdjwt.claim-twice"],
  ["an element among members", { _sd: [element.digest] }, [element], "sdjwt.disclosure"],
  ["a member among elements", { l: [{ "...": a.digest }] }, [a], "sdjwt.disclosure"],
  ["an element's digest with company", { l: [{ "...": a.digest, b: 1 }] }, [], "sdjwt.digests"],
  ["three dots outside an array", { o: { "...": a.digest } }, [], "sdjwt.claim-name"],
  ["digests that are no array", { _sd: "x" }, [], "sdjwt.digests"],
  ["a digest that is no text", { _sd: [1] }, [], "sdjwt.digests"],
  ["an element's digest that is no text", { l: [{ "...": null }] }, [], "sdjwt.digests"],
  [
    "too many digests",
    { _sd: Array.from({ length: 1025 }, (_, i) => `${i}`) },
    [],
    "sdjwt.too-large",
  ],
] as const) {
  test(`${what} is refused`, () => {
    assert.throws(() => applyDisclosures(payload, disclosures), { code });
  });
}

test("disclosures inside disclosures cannot nest without end", () => {
  let inner = disclose("s", "x", 0);
  const chain = [inner];
  for (let i = 0; i < 20; i++) {
    inner = disclose("s", "x", { _sd: [inner.digest] });
    chain.push(inner);
  }
  assert.throws(() => applyDisclosures({ _sd: [inner.digest] }, chain), {
    code: "sdjwt.too-large",
  });
});

test("a claim called __proto__ is a claim and changes no prototype", () => {
  const proto = disclose("s", "__proto__", { admin: true });
  const { claims } = applyDisclosures({ _sd: [proto.digest] }, [proto]);
  assert.equal(Object.getPrototypeOf(claims), Object.prototype);
  assert.ok(Object.hasOwn(claims, "__proto__"));
  assert.equal((claims as { admin?: boolean }).admin, undefined);
});

for (const [what, text, code] of [
  ["no tilde", rawJws(header, {}), "sdjwt.malformed"],
  ["two parts", "a.b~", "sdjwt.malformed"],
  ["four parts", "a.b.c.d~", "sdjwt.malformed"],
  ["an empty disclosure", `${rawJws(header, {})}~~`, "encoding.json"],
  ["a disclosure of one", `${rawJws(header, {})}~${part(["s"])}~`, "sdjwt.disclosure"],
  ["a disclosure of four", `${rawJws(header, {})}~${part(["s", "a", 1, 2])}~`, "sdjwt.disclosure"],
  ["a disclosure without salt", `${rawJws(header, {})}~${part([1, "a", 1])}~`, "sdjwt.disclosure"],
  ["a disclosure that is an object", `${rawJws(header, {})}~${part({})}~`, "sdjwt.disclosure"],
  ["a disclosed _sd", `${rawJws(header, {})}~${part(["s", "_sd", []])}~`, "sdjwt.claim-name"],
  ["a disclosed ...", `${rawJws(header, {})}~${part(["s", "...", 1])}~`, "sdjwt.claim-name"],
  ["another hash", `${rawJws(header, { _sd_alg: "sha-1" })}~`, "sdjwt.hash-algorithm"],
  ["no JSON", `${Buffer.from("{").toString("base64url")}.e30.AAAA~`, "encoding.json"],
  ["a payload that is an array", `${rawJws(header, [])}~`, "encoding.json"],
  ["whitespace", `${rawJws(header, {})} ~`, "encoding.base64url"],
  ["padding", `${rawJws(header, {})}=~`, "encoding.base64url"],
  ["too many bytes", "x".repeat(70_000), "sdjwt.too-large"],
  ["too many disclosures", `${rawJws(header, {})}${"~".repeat(258)}`, "sdjwt.too-large"],
] as const) {
  test(`an SD-JWT with ${what} is refused`, () => {
    assert.throws(() => parseSdJwt(text), { code });
  });
}

test("JSON nested deep is refused, however deep", () => {
  for (const depth of [17, 20_000]) {
    const deep = Buffer.from(`{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    const text = `${part(header)}.${deep.toString("base64url")}.AAAA~`;
    assert.throws(() => parseSdJwt(text), { code: "encoding.json-depth" });
  }
});

for (const [what, wrong, code] of [
  ["alg none", { alg: "none", typ: "dc+sd-jwt" }, "sdjwt.algorithm"],
  ["alg HS256", { alg: "HS256", typ: "dc+sd-jwt" }, "sdjwt.algorithm"],
  ["no alg", { typ: "dc+sd-jwt" }, "sdjwt.algorithm"],
  ["alg in another case", { alg: "es256", typ: "dc+sd-jwt" }, "sdjwt.algorithm"],
  ["another typ", { alg: "ES256", typ: "JWT" }, "sdjwt.type"],
  ["no typ", { alg: "ES256" }, "sdjwt.type"],
  ["critical extensions", { ...header, crit: ["b64"], b64: false }, "sdjwt.critical-header"],
] as const) {
  test(`a header with ${what} is refused`, () => {
    assert.throws(() => requireHeader(parseJws(rawJws(wrong, {})), ["dc+sd-jwt"]), { code });
  });
}

test("a signature is verified with the key that is given, never with one brought along", async () => {
  const stranger = makeEcKey();
  const jws = parseJws(await signJws({ ...header, jwk: stranger.jwk }, { a: 1 }, stranger.sign));
  assert.ok(await verifyJws(jws, stranger.jwk));
  assert.equal(await verifyJws(jws, key.jwk), false);
  const short = parseJws(rawJws(header, {}));
  assert.equal(await verifyJws(short, key.jwk), false);
});

test("a key binding is verified against the presentation that it was made for", async () => {
  const text = `${await signJws(header, {}, key.sign)}~`;
  const request = { sign: key.sign, audience: "https://shop.example", nonce: "n", iat: 5 };
  const jws = parseJws(await signKeyBinding(text, request));
  const binding = parseKeyBinding(jws);
  assert.deepEqual(binding, {
    audience: "https://shop.example",
    nonce: "n",
    issuedAt: 5,
    notBefore: null,
    expiresAt: null,
    presentationHash: digestOf(text),
  });
  assert.equal(await verifyKeyBinding(jws, binding, text, key.jwk), "ok");
  assert.equal(await verifyKeyBinding(jws, binding, `${text}x~`, key.jwk), "other-presentation");
  assert.equal(await verifyKeyBinding(jws, binding, text, makeEcKey().jwk), "wrong-signature");
  const until = parseJws(await signKeyBinding(text, { ...request, exp: 9 }));
  assert.equal(parseKeyBinding(until).expiresAt, 9);
});

for (const [what, head, payload] of [
  ["typ", { alg: "ES256", typ: "JWT" }, { iat: 1, aud: "a", nonce: "n", sd_hash: "h" }],
  ["iat", { alg: "ES256", typ: "kb+jwt" }, { aud: "a", nonce: "n", sd_hash: "h" }],
  ["aud", { alg: "ES256", typ: "kb+jwt" }, { iat: 1, aud: ["a"], nonce: "n", sd_hash: "h" }],
  ["nonce", { alg: "ES256", typ: "kb+jwt" }, { iat: 1, aud: "a", sd_hash: "h" }],
  ["sd_hash", { alg: "ES256", typ: "kb+jwt" }, { iat: 1, aud: "a", nonce: "n" }],
] as const) {
  test(`a key binding without a good ${what} is refused`, () => {
    assert.throws(() => parseKeyBinding(parseJws(rawJws(head, payload))), /type|expected/);
  });
}

test("the JSON form may have members that are not understood, but no tildes in its parts", () => {
  const good = {
    payload: "e30",
    protected: "e30",
    signature: "AAAA",
    header: { disclosures: ["x"] },
  };
  assert.equal(fromJsonSerialization(JSON.stringify(good)), "e30.e30.AAAA~x~");
  assert.equal(fromJsonSerialization(JSON.stringify({ ...good, more: 1 })), "e30.e30.AAAA~x~");
  for (const wrong of [{ ...good, payload: "a~b" }, [], { payload: "e30" }]) {
    assert.throws(() => fromJsonSerialization(JSON.stringify(wrong)), {
      code: "encoding.json-member",
    });
  }
});

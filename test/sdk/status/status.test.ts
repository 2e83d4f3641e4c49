import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { verifyJws } from "../../../sdk/sdjwt/Jws.ts";
import { inflate } from "../../../sdk/status/compression.ts";
import { encodeStatusListToken, packStatuses } from "../../../sdk/status/encodeStatusList.ts";
import {
  parseStatusListToken,
  readStatus,
  type StatusBits,
} from "../../../sdk/status/StatusList.ts";
import { makeEcKey } from "../../support/keys.ts";

const vectors: {
  short: Record<"1" | "2", { bytes: string; bits: StatusBits; lst: string }>;
  long: { bits: StatusBits; size: number; set: [number, number][]; lst: string }[];
  jwtExample: string;
} = JSON.parse(
  readFileSync(new URL("../../vectors/token-status-list.json", import.meta.url), "utf8"),
);
const key = makeEcKey();
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const tokenOf = (payload: unknown, header: unknown = { alg: "ES256", typ: "statuslist+jwt" }) =>
  `${part(header)}.${part(payload)}.AAAA`;
const listOf = (bits: number, lst: string) =>
  tokenOf({ sub: "https://a.example/1", iat: 1, status_list: { bits, lst } });
// The file's note gives these, entry by entry.
const shortStatuses = {
  1: [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1],
  2: [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3],
};

for (const bits of [1, 2] as const) {
  test(`Token Status List, short vector of ${bits} bits`, async () => {
    const vector = vectors.short[bits];
    const list = await parseStatusListToken(listOf(bits, vector.lst));
    assert.deepEqual([...list.entries], vector.bytes.split(", ").map(Number));
    const statuses = shortStatuses[bits];
    assert.deepEqual(
      statuses.map((_, i) => readStatus(list, i)),
      statuses,
    );
    assert.equal(readStatus(list, statuses.length), null);
    assert.deepEqual(packStatuses(statuses, bits), list.entries);
  });
}

for (const vector of vectors.long) {
  test(`Token Status List, long vector of ${vector.bits} bits`, async () => {
    const list = await parseStatusListToken(listOf(vector.bits, vector.lst));
    const expected = new Uint8Array(vector.size);
    for (const [index, status] of vector.set) expected[index] = status;
    const actual = expected.map((_, i) => readStatus(list, i) ?? 255);
    assert.deepEqual(actual, expected);
    assert.equal(readStatus(list, vector.size), null);
  });
}

test("Token Status List, the token of the text", async () => {
  const list = await parseStatusListToken(vectors.jwtExample);
  assert.equal(list.uri, "https://example.com/statuslists/1");
  assert.deepEqual([list.issuedAt, list.expiresAt, list.ttl], [1686920170, 2291720170, 43200]);
  assert.deepEqual([...list.entries], [0xb9, 0xa3]);
});

test("a list is read as it was published, and its signature verifies", async () => {
  const statuses = Array.from({ length: 131_072 }, (_, i) => (i % 1000 === 7 ? 1 + (i % 2) : 0));
  const request = {
    uri: "https://a.example/v1/status-lists/x/1",
    kid: key.kid,
    issuedAt: 100,
    expiresAt: 200,
    ttl: 50,
    bits: 2,
    entries: packStatuses(statuses, 2),
    sign: key.sign,
  } as const;
  const list = await parseStatusListToken(await encodeStatusListToken(request));
  assert.deepEqual(
    [list.uri, list.issuedAt, list.expiresAt, list.ttl],
    [request.uri, 100, 200, 50],
  );
  assert.deepEqual(
    statuses.map((_, i) => readStatus(list, i)),
    statuses,
  );
  assert.ok(await verifyJws(list.token, key.jwk));
  assert.equal(list.token.header.kid, key.kid);
});

const zlib = (bytes: Uint8Array) => deflateSync(bytes).toString("base64url");
for (const [what, token, code] of [
  ["too much inside", listOf(2, zlib(new Uint8Array(60_000_000))), "status-list.too-large"],
  ["too long a text", listOf(2, "A".repeat(600_000)), "status-list.too-large"],
  ["no compression", listOf(2, "AAAAAAAA"), "status-list.compression"],
  [
    "the end cut off",
    listOf(2, zlib(Buffer.from("abcdef")).slice(0, 12)),
    "status-list.compression",
  ],
  [
    "junk at the end",
    listOf(2, Buffer.concat([deflateSync("a"), Buffer.of(0)]).toString("base64url")),
    "status-list.compression",
  ],
  ["3 bits", listOf(3, zlib(new Uint8Array(2))), "encoding.json-member"],
  ["no iat", tokenOf({ sub: "a", status_list: { bits: 1, lst: "eA" } }), "encoding.json-member"],
  ["no sub", tokenOf({ iat: 1, status_list: { bits: 1, lst: "eA" } }), "encoding.json-member"],
  ["another typ", tokenOf({}, { alg: "ES256", typ: "JWT" }), "sdjwt.type"],
  ["alg none", tokenOf({}, { alg: "none", typ: "statuslist+jwt" }), "sdjwt.algorithm"],
] as const) {
  test(`a status list token with ${what} is refused`, async () => {
    await assert.rejects(parseStatusListToken(token), { code });
  });
}

test("a bomb is stopped at the limit, long before it is inflated", async () => {
  const bomb = deflateSync(new Uint8Array(150_000_000));
  const before = process.memoryUsage().arrayBuffers;
  await assert.rejects(inflate(bomb, 1000), { code: "status-list.too-large" });
  assert.ok(process.memoryUsage().arrayBuffers - before < 20_000_000);
});

test("a status that needs more bits is refused", () => {
  assert.throws(() => packStatuses([0, 4], 2), { code: "status-list.values" });
});

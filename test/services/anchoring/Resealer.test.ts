import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { describe, test } from "node:test";
import { type AuthorityId, toAuthorityId } from "@sello/sdk";
import type { RegisteredKey } from "@sello/sdk/trust";
import { Resealer, type ResealerOptions } from "../../../services/anchoring/Resealer.ts";
import { sealSdJwt } from "../../../services/issuing/sealSdJwt.ts";
import { Conflict } from "../../../services/platform/errors.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { makeEcKey, type TestEcKey } from "../../support/keys.ts";

const authority = toAuthorityId("https://city.example/authorities/rotating");
const now = 1_900_000_000;

type Term = { readonly key: TestEcKey; readonly from: number; readonly until: number | null };

/** A resealer over an authority whose keys have these terms. */
function resealerOf(terms: readonly Term[]): Resealer {
  const keys = terms.map(
    ({ key, from, until }): RegisteredKey => ({
      thumbprint: toThumbprint(key.kid),
      jwk: null,
      distrustedFrom: null,
      from,
      until,
    }),
  );
  const byId: ResealerOptions["registry"]["byId"] = async (id: AuthorityId) => ({
    id,
    slug: "rotating" as never,
    iss: "https://city.example/authorities/rotating",
    name: { en: "Rotating", es: "Rotating", zh: "Rotating" },
    kind: "department",
    parent: null,
    states: [],
    keys,
    accreditations: [],
    officers: [],
    faults: [],
  });
  const current: ResealerOptions["signer"]["current"] = async (_, at) => {
    const term = terms.findLast(({ from, until }) => from <= at && (until === null || at < until));
    if (!term) throw new Conflict("signing_key.none_current", "none");
    return term.key;
  };
  const clock = { nowMs: () => now * 1000 };
  return new Resealer({ registry: { byId }, signer: { current }, clock });
}

const seal = (key: TestEcKey, name: string) =>
  sealSdJwt({
    key,
    members: { iss: "https://city.example", iat: now },
    claims: { name },
    disclosable: new Set(["name"]),
  }).jwt;

const isSignedBy = (jwt: string, { jwk }: TestEcKey): boolean => {
  const at = jwt.lastIndexOf(".");
  return verify(
    "sha256",
    Buffer.from(jwt.slice(0, at)),
    { key: { ...jwk }, format: "jwk", dsaEncoding: "ieee-p1363" } as never,
    Buffer.from(jwt.slice(at + 1), "base64url"),
  );
};

const headerOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split(".")[0] ?? "", "base64url").toString());

describe("Resealer", () => {
  const [old, next] = [makeEcKey(), makeEcKey()];

  test("leaves documents alone whose key lasts, two keys side by side included", async () => {
    const resealer = resealerOf([
      { key: old, from: now - 100, until: now + 3600 },
      { key: next, from: now - 10, until: null },
    ]);
    assert.deepEqual(await resealer.reseal(authority, [seal(old, "a"), seal(next, "b")]), []);
  });

  test("signs again just those whose key has ended: same payload, another header", async () => {
    const resealer = resealerOf([
      { key: old, from: now - 100, until: now },
      { key: next, from: now - 10, until: null },
    ]);
    const jwts = [seal(next, "a"), seal(old, "b"), seal(old, "c")];
    const resealed = await resealer.reseal(authority, jwts);
    assert.deepEqual(
      resealed?.map(({ offset }) => offset),
      [1, 2],
    );
    for (const { offset, jwt } of resealed ?? []) {
      assert.equal(jwt.split(".")[1], jwts[offset]?.split(".")[1]);
      assert.deepEqual(headerOf(jwt), { alg: "ES256", typ: "dc+sd-jwt", kid: next.kid });
      assert.ok(isSignedBy(jwt, next));
      assert.ok(!isSignedBy(jwt, old));
    }
  });

  test("does not rely on a key that ends before the batch may be anchored", async () => {
    const resealer = resealerOf([
      { key: old, from: now - 100, until: now + 5 },
      { key: next, from: now - 10, until: null },
    ]);
    assert.equal((await resealer.reseal(authority, [seal(old, "a")]))?.length, 1);
  });

  test("waits for a key that has not begun, rather than signing too early", async () => {
    const resealer = resealerOf([
      { key: old, from: now - 100, until: now + 5 },
      { key: next, from: now + 5, until: null },
    ]);
    assert.equal(await resealer.reseal(authority, [seal(old, "a")]), null);
  });

  test("waits while the authority has no key at all", async () => {
    const resealer = resealerOf([{ key: old, from: now - 100, until: now - 1 }]);
    assert.equal(await resealer.reseal(authority, [seal(old, "a")]), null);
  });
});

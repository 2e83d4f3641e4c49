import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { describe, test } from "node:test";
import { type AuthorityId, type DocumentId, toAuthorityId } from "@sello/sdk";
import { hashLeaf } from "@sello/sdk/log";
import type { RegisteredKey } from "@sello/sdk/trust";
import { Resealer, type ResealerOptions } from "../../../services/anchoring/Resealer.ts";
import { packContent, toJwt, unpackContent } from "../../../services/issuing/atRest/copyContent.ts";
import { Conflict } from "../../../services/platform/errors.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { makeEcKey, type TestEcKey } from "../../support/keys.ts";

const authority = toAuthorityId("https://city.example/authorities/rotating");
const now = 1_900_000_000;

type Term = { readonly key: TestEcKey; readonly from: number; readonly until: number | null };

/** A resealer over an authority whose keys have these terms. */
function resealerOf(terms: readonly Term[], waiting: readonly Waiting[]): Resealer {
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
  const copies = toWaitingCopies(waiting);
  return new Resealer({ registry: { byId }, signer: { current }, copies, clock });
}

/** A copy that waits, and the key that signed it. */
type Waiting = { readonly key: TestEcKey; readonly payload: string };

const seal = (key: TestEcKey, payload: string): Waiting => ({ key, payload });

const toHeader = (kid: string) => ({ alg: "ES256", typ: "dc+sd-jwt", kid });

/** Headers are numbered by the copies that have them; what is sealed again is its content in the open. */
const toWaitingCopies = (waiting: readonly Waiting[]): ResealerOptions["copies"] => ({
  headers: async (ids) => ids.map((id) => ({ id, members: toHeader(waiting[id]?.key.kid ?? "") })),
  headerOf: async ({ id, members }, kid) => ({
    id: id + 100,
    text: Buffer.from(JSON.stringify({ ...members, kid })).toString("base64url"),
  }),
  async *open(_, headers) {
    for (const [offset, { key, payload }] of waiting.entries()) {
      if (!headers.includes(offset)) continue;
      yield {
        document: "d" as DocumentId,
        place: { list: 0, index: offset },
        key: Buffer.alloc(32),
        offset,
        header: { id: offset, members: toHeader(key.kid) },
        content: { payload: Buffer.from(payload), signature: Buffer.alloc(64), disclosures: [] },
      };
    }
  },
  seal: (_, content) => packContent(content),
});

const range = { stream: 1, firstSeq: 0, count: 3 };

function reseal(terms: readonly Term[], waiting: readonly Waiting[]) {
  const headers = waiting.map((_, index) => index);
  return resealerOf(terms, waiting).reseal(authority, range, headers);
}

const isSignedBy = (jwt: string, { jwk }: TestEcKey): boolean => {
  const at = jwt.lastIndexOf(".");
  return verify(
    "sha256",
    Buffer.from(jwt.slice(0, at)),
    { key: { ...jwk }, format: "jwk", dsaEncoding: "ieee-p1363" } as never,
    Buffer.from(jwt.slice(at + 1), "base64url"),
  );
};

describe("Resealer", () => {
  const [old, next] = [makeEcKey(), makeEcKey()];

  test("leaves documents alone whose key lasts, two keys side by side included", async () => {
    const terms = [
      { key: old, from: now - 100, until: now + 3600 },
      { key: next, from: now - 10, until: null },
    ];
    assert.deepEqual(await reseal(terms, [seal(old, "a"), seal(next, "b")]), []);
  });

  test("signs again just those whose key has ended: same payload, another header", async () => {
    const terms = [
      { key: old, from: now - 100, until: now },
      { key: next, from: now - 10, until: null },
    ];
    const waiting = [seal(next, "a"), seal(old, "b"), seal(old, "c")];
    const resealed = (await reseal(terms, waiting)) ?? [];
    assert.deepEqual(
      resealed.map(({ offset, header }) => [offset, header]),
      [
        [1, 101],
        [2, 102],
      ],
    );
    const header = Buffer.from(JSON.stringify(toHeader(next.kid))).toString("base64url");
    for (const { offset, leaf, content } of resealed) {
      const { payload, signature } = unpackContent(content);
      assert.equal(payload.toString(), waiting[offset]?.payload);
      const jwt = toJwt({ header, payload, signature });
      assert.deepEqual(leaf, hashLeaf(jwt));
      assert.ok(isSignedBy(jwt, next));
      assert.ok(!isSignedBy(jwt, old));
    }
  });

  test("does not rely on a key that ends before the batch may be anchored", async () => {
    const terms = [
      { key: old, from: now - 100, until: now + 5 },
      { key: next, from: now - 10, until: null },
    ];
    assert.equal((await reseal(terms, [seal(old, "a")]))?.length, 1);
  });

  test("waits for a key that has not begun, rather than signing too early", async () => {
    const terms = [
      { key: old, from: now - 100, until: now + 5 },
      { key: next, from: now + 5, until: null },
    ];
    assert.equal(await reseal(terms, [seal(old, "a")]), null);
  });

  test("waits while the authority has no key at all", async () => {
    const terms = [{ key: old, from: now - 100, until: now - 1 }];
    assert.equal(await reseal(terms, [seal(old, "a")]), null);
  });
});

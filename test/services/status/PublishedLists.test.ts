import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { after, before, beforeEach, describe, test } from "node:test";
import { inflateSync } from "node:zlib";
import type { StatusAction, StatusReason } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { packStatuses } from "@sello/sdk/issue";
import { encodeStatusChanges } from "@sello/sdk/log";
import type { Database } from "../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../services/platform/errors.ts";
import { parseStatusListUri, toStatusListUri } from "../../../services/status/statusListUri.ts";
import { toListEntries } from "../../../services/status/toListEntries.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf, publicUrl } from "./FakeRegistry.ts";
import { StatusScene } from "./StatusScene.ts";

const slug = "nanshan-housing";

type JwtPart = {
  readonly status_list?: { readonly bits: number; readonly lst: string };
  readonly kid?: string;
};

const part = (jwt: string, index: number): JwtPart =>
  JSON.parse(Buffer.from(jwt.split(".")[index] ?? "", "base64url").toString());

const entriesOf = (jwt: string): Buffer =>
  inflateSync(Buffer.from(part(jwt, 1).status_list?.lst ?? "", "base64url"));

const entryAt = (entries: Buffer, index: number): number =>
  ((entries[index >> 2] ?? 0) >> (2 * (index % 4))) & 3;

const hasCode = (code: string) => (error: unknown) =>
  error instanceof ServiceError && error.code === code;

describe("published status lists", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let scene: StatusScene;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());
  beforeEach(async () => {
    scene = await StatusScene.fresh(database);
    await scene.chain.mine();
  });

  const act = async (
    documents: readonly DocumentId[],
    action: StatusAction,
    acting = slug,
    reason: StatusReason = "unspecified",
  ) => {
    await scene.statuses.act({
      documents,
      action,
      reason,
      actingAuthority: idOf(acting),
      officer: "officer:0x01",
    });
  };
  const later = (ms: number): void => {
    scene.nowMs += ms;
  };

  test("the token is a Token Status List of two bits with the flags of the chain", async () => {
    const ids = await scene.issue(slug, 60);
    await act(ids.slice(0, 20), "revoke");
    await act(ids.slice(20, 40), "suspend");
    await scene.settle();
    const { jwt, issuedAt, expiresAt, ttlSeconds } = await scene.statuses.token(slug, 0);
    const key = await scene.signer.current();
    assert.deepEqual(part(jwt, 0), { alg: "ES256", typ: "statuslist+jwt", kid: key.kid });
    const { status_list: list, ...claims } = part(jwt, 1);
    assert.deepEqual(claims, {
      sub: `${publicUrl}/v1/status-lists/nanshan-housing/0`,
      iat: issuedAt,
      exp: expiresAt,
      ttl: ttlSeconds,
    });
    assert.equal(list?.bits, 2);
    const expected = new Uint8Array(131_072);
    for (const [position, id] of ids.entries()) {
      const [place] = await scene.placesOf(id);
      assert.ok(place);
      expected[place.index] = position < 20 ? 1 : position < 40 ? 2 : 0;
    }
    const entries = entriesOf(jwt);
    assert.equal(entries.length, 32_768, "always the whole list: its length tells nothing");
    assert.deepEqual(new Uint8Array(entries), packStatuses(expected, 2));
    assert.ok(
      verify(
        "sha256",
        Buffer.from(jwt.slice(0, jwt.lastIndexOf("."))),
        { key: { ...key.jwk }, format: "jwk", dsaEncoding: "ieee-p1363" },
        Buffer.from(jwt.split(".")[2] ?? "", "base64url"),
      ),
    );
  });

  test("words stand in the list as the specification's example packs them", () => {
    // Section "Test vectors": 2 bits, statuses 1 2 0 3 0 1 0 1 1 2 3 3 are the bytes c9 44 f9.
    const flags = Buffer.alloc(32);
    flags.set([0xc9, 0x44, 0xf9]);
    const entries = toListEntries([{ word: 1, flags }], 384);
    assert.equal(
      Buffer.from(entries).toString("hex"),
      `${"00".repeat(32)}c944f9${"00".repeat(61)}`,
    );
  });

  test("what was asked for and is not on the chain is not in the token", async () => {
    const [id] = await scene.issue(slug, 1);
    assert.ok(id);
    const [place] = await scene.placesOf(id);
    assert.ok(place);
    scene.chain.down = true;
    await act([id], "revoke");
    await scene.writer.step();
    later(1_000);
    const before = await scene.statuses.token(slug, 0);
    assert.equal(entryAt(entriesOf(before.jwt), place.index), 0);
    scene.chain.down = false;
    await scene.settle();
    later(1_000);
    const then = await scene.statuses.token(slug, 0);
    assert.equal(entryAt(entriesOf(then.jwt), place.index), 1);
    assert.notEqual(then.etag, before.etag);
  });

  test("a token is kept until words or key change or half its time has passed", async () => {
    const [id] = await scene.issue(slug, 1);
    assert.ok(id);
    const first = await scene.statuses.token(slug, 0);
    later(100_000);
    const second = await scene.statuses.token(slug, 0);
    assert.equal(second.etag, first.etag);
    assert.equal(second.jwt, first.jwt);
    assert.ok(second.asOf.time > first.asOf.time, "although it is known to be true for longer");
    later(60_000);
    const third = await scene.statuses.token(slug, 0);
    assert.notEqual(third.etag, first.etag);
    assert.equal(third.issuedAt, first.issuedAt + 160);
    later(1_000);
    scene.signer.rotate();
    const fourth = await scene.statuses.token(slug, 0);
    assert.notEqual(part(fourth.jwt, 0).kid, part(third.jwt, 0).kid);
    await act([id], "suspend");
    await scene.settle();
    later(1_000);
    assert.notEqual((await scene.statuses.token(slug, 0)).etag, fourth.etag);
    assert.match(fourth.etag, /^"[A-Za-z0-9_-]{43}"$/);
  });

  test("many who ask at once are answered by one look", async () => {
    await scene.issue(slug, 1);
    const tokens = await Promise.all(
      Array.from({ length: 50 }, () => scene.statuses.token(slug, 0)),
    );
    assert.equal(new Set(tokens.map((token) => token.etag)).size, 1);
  });

  test("while the chain is down, tokens grow old and do not pretend to be fresh", async () => {
    await scene.issue(slug, 1);
    const fresh = await scene.statuses.token(slug, 0);
    scene.chain.down = true;
    later(3_600_000);
    const stale = await scene.statuses.token(slug, 0);
    assert.equal(stale.issuedAt, fresh.issuedAt);
    assert.equal(stale.asOf.time, fresh.asOf.time);
    const restarted = new StatusScene(scene.database);
    restarted.chain.down = true;
    restarted.nowMs = scene.nowMs;
    const after = await restarted.statuses.token(slug, 0);
    assert.equal(after.issuedAt, Number(scene.chain.time), "the last block that was read");
  });

  test("a place says what it is, since when and by whom", async () => {
    const [id] = await scene.issue(slug, 1);
    assert.ok(id);
    const [place] = await scene.placesOf(id);
    assert.ok(place);
    const look = () => scene.statuses.ofPlace(slug, place.list, place.index);
    const untouched = await look();
    assert.deepEqual([untouched.status, untouched.since, untouched.by], ["valid", null, null]);
    await act([id], "suspend");
    await scene.settle();
    const suspended = await look();
    assert.equal(suspended.status, "suspended");
    assert.equal(suspended.by?.slug, slug);
    assert.ok(suspended.since !== null && suspended.since <= Number(scene.chain.time));
    // A neighbour in the same word does not make it look newer.
    const owner = idOf(slug);
    const neighbour = place.index ^ 1;
    const changes = encodeStatusChanges([{ index: neighbour, status: 1 }]);
    scene.chain.overtake({ owner, acting: owner, list: BigInt(place.list), changes });
    await scene.chain.mine();
    assert.equal((await look()).since, suspended.since);
    await act([id], "reinstate", "nanshan");
    await scene.settle();
    const reinstated = await look();
    assert.equal(reinstated.status, "valid");
    assert.equal(reinstated.by?.slug, "nanshan");
    assert.ok((reinstated.since ?? 0) > (suspended.since ?? 0));
    await act([id], "revoke", "city");
    await scene.settle();
    const revoked = await look();
    assert.deepEqual([revoked.status, revoked.by?.name.en], ["revoked", "city"]);
  });

  test("R2: a document that a newer one replaced says so, and of other reasons nothing", async () => {
    const [replaced, revoked] = await scene.issue(slug, 2);
    assert.ok(replaced && revoked);
    await database.transaction((tx) =>
      scene.statuses.revoke(tx, [
        { document: replaced, reason: "superseded", actingAuthority: idOf(slug), officer: "x" },
      ]),
    );
    await act([revoked], "revoke", slug, "deceased");
    await scene.settle();
    const look = async (id: DocumentId) => {
      const [place] = await scene.placesOf(id);
      assert.ok(place);
      const { status, replaced: wasReplaced } = await scene.statuses.ofPlace(
        slug,
        place.list,
        place.index,
      );
      return [status, wasReplaced];
    };
    assert.deepEqual(await look(replaced), ["revoked", true]);
    assert.deepEqual(await look(revoked), ["revoked", false]);
  });

  test("what does not exist is not found", async () => {
    await scene.issue(slug, 1);
    await assert.rejects(scene.statuses.token("atlantis", 0), hasCode("authority.unknown"));
    await assert.rejects(scene.statuses.token(slug, 1), hasCode("status_list.unknown"));
    await assert.rejects(scene.statuses.token("city", 0), hasCode("status_list.unknown"));
    for (const index of [-1, 0.5, 131_072, Number.NaN]) {
      const asked = scene.statuses.ofPlace(slug, 0, index);
      await assert.rejects(asked, hasCode("status_list.unknown_place"));
    }
  });

  test("an authority's lists are listed", async () => {
    const small = new StatusScene(scene.database, { listEntries: 4 });
    await small.issue(slug, 9);
    const uri = (number: number) => `${publicUrl}/v1/status-lists/nanshan-housing/${number}`;
    assert.deepEqual(await small.statuses.aggregation(slug), {
      status_lists: [uri(0), uri(1), uri(2)],
    });
    assert.deepEqual(await small.statuses.aggregation("city"), { status_lists: [] });
  });

  test("a list's number that no column holds does not stop the indexer", async () => {
    const owner = idOf(slug);
    const changes = encodeStatusChanges([{ index: 0, status: 1 }]);
    scene.chain.overtake({ owner, acting: owner, list: 2n ** 63n, changes });
    scene.chain.overtake({ owner, acting: owner, list: 5n, changes });
    await scene.chain.mine();
    const { rows } = await scene.database.query("select list from status_words");
    assert.deepEqual(rows, [{ list: 5 }]);
  });
});

describe("uris of status lists", () => {
  test("are read back as they were made", () => {
    const name = { slug: "nanshan-housing", number: 12 };
    assert.deepEqual(parseStatusListUri(publicUrl, toStatusListUri(publicUrl, name)), name);
  });

  for (const uri of [
    "https://other.example/v1/status-lists/nanshan-housing/0",
    `${publicUrl}/v1/status-lists/nanshan-housing/01`,
    `${publicUrl}/v1/status-lists/nanshan-housing/-1`,
    `${publicUrl}/v1/status-lists/nanshan-housing/9999999999`,
    `${publicUrl}/v1/status-lists/nanshan-housing/0/`,
    `${publicUrl}/v1/status-lists/a/../0`,
    `${publicUrl}/v1/status-lists/`,
  ]) {
    test(`none of ours: ${uri}`, () => assert.equal(parseStatusListUri(publicUrl, uri), null));
  }
});

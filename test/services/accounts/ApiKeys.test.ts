import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AuthorityId } from "@sello/sdk";
import type { ApiKey } from "../../../services/accounts/ApiKey.ts";
import type { ApiKeyStore } from "../../../services/accounts/ApiKeyStore.ts";
import { ApiKeys } from "../../../services/accounts/ApiKeys.ts";
import { PgApiKeyStore } from "../../../services/accounts/PgApiKeyStore.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import type { Caller } from "../../../services/http/Caller.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { limits } from "../../../services/platform/limits.ts";
import { startPostgres } from "../../support/postgres.ts";

const authority = `0x${"ab".repeat(32)}` as AuthorityId;
const startMs = 1_800_000_000_000;
let nowMs = startMs;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let keys: ApiKeys;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  keys = new ApiKeys({
    store: new PgApiKeyStore(database),
    audit: new PgAuditLog(database),
    clock: { nowMs: () => nowMs },
  });
});
after(() => postgres.stop());

const make = (part: { expiresAt?: number } = {}) =>
  keys.create(
    {
      authority,
      label: "front desk",
      actions: ["issue", "read", "read"],
      expiresAt: startMs / 1000 + 3_600,
      ...part,
    },
    null,
  );

test("a key is known by its secret, of which only the digest is kept", async () => {
  const { key, secret } = await make();
  assert.match(secret, /^sello_[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(await keys.authenticate(secret), {
    kind: "api-key",
    apiKeyId: key.id,
    authority,
    actions: ["issue", "read"],
  });
  const { rows } = await database.query<{ secret_digest: Buffer }>(
    "select * from api_keys where id = $1",
    [key.id],
  );
  assert.ok(!JSON.stringify(rows).includes(secret));
  assert.equal(rows[0]?.secret_digest.length, 32);
});

test("a key gives no right that its maker does not have", async () => {
  const maker: Caller = {
    kind: "api-key",
    apiKeyId: "00000000-0000-4000-8000-000000000001",
    authority,
    actions: ["administer", "read"],
  };
  const wanted = { authority, label: "copy", expiresAt: startMs / 1000 + 3_600 };
  await assert.rejects(keys.create({ ...wanted, actions: ["read", "issue"] }, maker), {
    code: "api_key.rights",
    status: 403,
  });
  const { key } = await keys.create({ ...wanted, actions: ["read", "administer"] }, maker);
  assert.deepEqual(key.actions, ["read", "administer"]);
});

test("a key ends when it expires, to the second, and when it is revoked", async () => {
  const invalid = { code: "api_key.invalid", status: 401 };
  const { secret } = await make();
  nowMs = startMs + 3_599_000;
  assert.ok(await keys.authenticate(secret));
  nowMs = startMs + 3_600_000;
  await assert.rejects(keys.authenticate(secret), invalid);
  nowMs = startMs;
  const revoked = await make();
  await keys.revoke(revoked.key.id, "system");
  await assert.rejects(keys.authenticate(revoked.secret), invalid);
  await assert.rejects(keys.revoke(revoked.key.id, "system"), { code: "api_key.revoked" });
  for (const secret of ["", "sello_", `sello_${"A".repeat(43)}`, revoked.secret.slice(0, -1)])
    await assert.rejects(keys.authenticate(secret), invalid);
});

/** The store, with another way to look up secrets around its own. */
function storeWith(parts: {
  byDigest(digest: Uint8Array, find: ApiKeyStore["byDigest"]): Promise<ApiKey | null>;
}): ApiKeyStore {
  const store = new PgApiKeyStore(database);
  return {
    transaction: (work) => store.transaction(work),
    insert: (...given) => store.insert(...given),
    byDigest: (digest) => parts.byDigest(digest, (asked) => store.byDigest(asked)),
    byId: (id) => store.byId(id),
    list: (authorities) => store.list(authorities),
    revoke: (...given) => store.revoke(...given),
    setLimit: (...given) => store.setLimit(...given),
    touch: (...given) => store.touch(...given),
  };
}

test("another process takes a revoked key for good for a second at most, and asks no more often", async () => {
  let asked = 0;
  const store = storeWith({
    byDigest(digest, find) {
      asked += 1;
      return find(digest);
    },
  });
  const clock = { nowMs: () => nowMs };
  const elsewhere = new ApiKeys({ store, audit: new PgAuditLog(database), clock });
  const { key, secret } = await make();
  for (let times = 0; times < 10; times += 1) await elsewhere.authenticate(secret);
  assert.equal(asked, 1);
  await keys.revoke(key.id, "system");
  nowMs = startMs + limits.apiKeyRecheckMs - 1;
  assert.ok(await elsewhere.authenticate(secret));
  nowMs = startMs + limits.apiKeyRecheckMs;
  await assert.rejects(elsewhere.authenticate(secret), { code: "api_key.invalid" });
  nowMs = startMs;
});

test("a look-up under way while the key is revoked is not remembered", async () => {
  const read = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let isFirst = true;
  const store = storeWith({
    async byDigest(digest, find) {
      const found = await find(digest);
      read.resolve();
      if (isFirst) await go.promise;
      isFirst = false;
      return found;
    },
  });
  const clock = { nowMs: () => nowMs };
  const same = new ApiKeys({ store, audit: new PgAuditLog(database), clock });
  const { key, secret } = await make();
  const underWay = same.authenticate(secret);
  await read.promise;
  await same.revoke(key.id, "system");
  go.resolve();
  assert.ok(await underWay);
  await assert.rejects(same.authenticate(secret), { code: "api_key.invalid" });
});

test("use is noted at most once a minute", async () => {
  const { key, secret } = await make();
  const lastUsed = async () => (await keys.get(key.id)).lastUsedAt;
  assert.equal(await lastUsed(), null);
  nowMs = startMs + 1_000;
  await keys.authenticate(secret);
  assert.equal(await lastUsed(), startMs / 1000 + 1);
  nowMs = startMs + 60_000;
  await keys.authenticate(secret);
  assert.equal(await lastUsed(), startMs / 1000 + 1);
  nowMs = startMs + 61_000;
  await keys.authenticate(secret);
  assert.equal(await lastUsed(), startMs / 1000 + 61);
  nowMs = startMs;
});

test("lists hold the keys of the authorities asked for and no others", async () => {
  const { key } = await make();
  assert.ok((await keys.list([authority])).some(({ id }) => id === key.id));
  assert.deepEqual(await keys.list([`0x${"cd".repeat(32)}` as AuthorityId]), []);
  await assert.rejects(keys.get("00000000-0000-4000-8000-000000000000"), {
    code: "api_key.unknown",
  });
});

test("a life out of range is refused", async () => {
  for (const expiresAt of [startMs / 1000, startMs / 1000 + 731 * 86_400])
    await assert.rejects(make({ expiresAt }), { code: "api_key.lifetime", status: 422 });
});

test("making and revoking leave lines in the audit, in the same transaction", async () => {
  const { key } = await make();
  await keys.revoke(key.id, "api-key:x");
  const { rows } = await database.query(
    "select actor, action, data from audit_events where subject = $1 order by id",
    [`api-key:${key.id}`],
  );
  assert.deepEqual(
    rows.map(({ actor, action }) => [actor, action]),
    [
      ["system", "api_key.create"],
      ["api-key:x", "api_key.revoke"],
    ],
  );
});

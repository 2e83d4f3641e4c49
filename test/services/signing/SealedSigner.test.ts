import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import type { RegisteredKey } from "@sello/sdk/trust";
import type { Database } from "../../../services/platform/database/Database.ts";
import { NotFound } from "../../../services/platform/errors.ts";
import type { Authority, Registry } from "../../../services/registry/Registry.ts";
import { toIssuerMetadata } from "../../../services/registry/toIssuerMetadata.ts";
import { PgSealedKeyStore } from "../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";
import { SealedSigner } from "../../../services/signing/SealedSigner.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { startPostgres } from "../../support/postgres.ts";

const iss = "http://localhost:8420/authorities/nanshan-housing";
const id = toAuthorityId(iss);
const cost = { log2N: 4, r: 8, p: 1 };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
before(async () => {
  postgres = await startPostgres();
  database = (await postgres.database()).database;
});
after(() => postgres.stop());

/** A signer with its keys, and a registry whose key intervals the test sets. */
async function openSigner() {
  await database.query("delete from sealed_keys");
  const store = new PgSealedKeyStore(database);
  const open = () => SealedKeys.open({ store, secret: "a secret of the tests, long enough", cost });
  const intervals: RegisteredKey[] = [];
  const clock = { now: 0, nowMs: () => clock.now };
  const registry = registryOf(intervals);
  const toSigner = async () => new SealedSigner({ registry, keys: await open(), clock });
  return { registry, intervals, clock, toSigner, signer: await toSigner() };
}

function registryOf(keys: readonly RegisteredKey[]): Registry {
  const authority = async (): Promise<Authority> => ({
    id,
    slug: "nanshan-housing",
    iss,
    name: { zh: "", es: "", en: "" },
    kind: "department",
    parent: null,
    states: [],
    keys: [...keys],
    accreditations: [],
    officers: [],
    faults: [],
  });
  return {
    bySlug: authority,
    byId: async (asked) => {
      if (asked !== id) throw new NotFound("authority.unknown", "unknown");
      return authority();
    },
    lineage: async () => [await authority()],
    all: async () => [await authority()],
    issuingObstacle: async () => null,
  };
}

const interval = (kid: string, from: number, until: number | null): RegisteredKey => ({
  thumbprint: toThumbprint(kid),
  jwk: null,
  distrustedFrom: null,
  from,
  until,
});

test("a key signs only while the registry says that it is current", async () => {
  const { signer, intervals } = await openSigner();
  const { kid } = await signer.firstKey(id);
  await assert.rejects(signer.current(id, 100), { code: "signing_key.none_current" });
  intervals.push(interval(kid, 100, 200));
  await assert.rejects(signer.current(id, 99), { code: "signing_key.none_current" });
  assert.equal((await signer.current(id, 100)).kid, kid);
  assert.equal((await signer.current(id, 199)).kid, kid);
  await assert.rejects(signer.current(id, 200), { code: "signing_key.none_current" });
});

test("during a rotation's overlap the newer key signs, and both are published", async () => {
  const { signer, intervals, registry } = await openSigner();
  const old = await signer.firstKey(id);
  intervals.push(interval(old.kid, 100, 220));
  const next = await signer.nextKey(id);
  assert.notEqual(next.kid, old.kid);
  assert.equal((await signer.nextKey(id)).kid, next.kid, "until it is registered");
  intervals.push(interval(next.kid, 200, null));
  const kidAt = async (at: number) => (await signer.current(id, at)).kid;
  assert.deepEqual(
    [await kidAt(199), await kidAt(200), await kidAt(219), await kidAt(220)],
    [old.kid, next.kid, next.kid, next.kid],
  );
  const { issuer: named, jwks } = await toIssuerMetadata(registry, signer, "nanshan-housing");
  assert.equal(named, iss);
  assert.deepEqual(
    jwks.keys.map(({ kid }) => kid),
    [next.kid, old.kid],
  );
  const [first] = jwks.keys;
  assert.deepEqual(Object.keys(first ?? {}).sort(), ["alg", "crv", "kid", "kty", "use", "x", "y"]);
});

test("a key that another process made is found", async () => {
  const { signer, intervals, clock, toSigner } = await openSigner();
  const { kid } = await signer.firstKey(id);
  intervals.push(interval(kid, 0, null));
  await signer.current(id, 1);
  const elsewhere = await (await toSigner()).nextKey(id);
  intervals.push(interval(elsewhere.kid, 100, null));
  clock.now += 1_000;
  assert.equal((await signer.current(id, 100)).kid, elsewhere.kid);
});

test("a registered key that is not held here is passed over", async () => {
  const { signer, intervals } = await openSigner();
  const { kid } = await signer.firstKey(id);
  const elsewhere = { ...interval(kid, 50, null), thumbprint: `0x${"ab".repeat(32)}` } as const;
  intervals.push(interval(kid, 0, null), elsewhere);
  assert.equal((await signer.current(id, 100)).kid, kid);
  assert.deepEqual(
    (await signer.published(id)).map((key) => key.kid),
    [kid],
  );
});

test("what a signing key or a published one shows holds no private part", async () => {
  const { signer, intervals } = await openSigner();
  const { kid } = await signer.firstKey(id);
  intervals.push(interval(kid, 0, null));
  const shown = JSON.stringify([await signer.current(id, 1), await signer.published(id)]);
  assert.equal(/"d"|PRIVATE/.test(shown), false);
});

import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type AuthorityId, toAuthorityId } from "@sello/sdk";
import { KeySealer } from "../../../../services/signing/KeySealer.ts";
import { PgSealedKeyStore } from "../../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../../services/signing/SealedKeys.ts";
import type { SigningKey } from "../../../../services/signing/Signer.ts";
import { cryptoki } from "../../../../services/signing/token/cryptoki.ts";
import { loadDriver } from "../../../../services/signing/token/loadDriver.ts";
import { TokenKeys } from "../../../../services/signing/token/TokenKeys.ts";
import { isInToken } from "../../../../services/signing/token/TokenReference.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { makeSoftToken, type SoftToken } from "../../../support/softHsm.ts";

const secret = "a secret of the tests, long enough";
const cost = { log2N: 4, r: 8, p: 1 };
const authority: AuthorityId = toAuthorityId("http://localhost:8420/authorities/nanshan-housing");
const bytes = Buffer.from("header.payload");

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let shared: Awaited<ReturnType<typeof postgres.database>>;
let store: PgSealedKeyStore;
let soft: SoftToken;
let token: TokenKeys;
before(async () => {
  postgres = await startPostgres();
  shared = await postgres.database();
  store = new PgSealedKeyStore(shared.database);
});
after(() => postgres.stop());
beforeEach(async () => {
  await shared.database.query("delete from sealed_keys");
  soft = makeSoftToken();
  token = await TokenKeys.open(soft);
});
afterEach(() => soft.remove());

const open = (by = secret) => SealedKeys.open({ store, secret: by, cost, token });
const openWithout = (by = secret) => SealedKeys.open({ store, secret: by, cost });

/** Where each key is, by name. */
async function places(): Promise<Record<string, "token" | "sealed">> {
  const { rows } = await shared.database.query<{ name: string; sealed: Buffer }>(
    "select name, sealed from sealed_keys order by name",
  );
  return Object.fromEntries(
    rows.map(({ name, sealed }) => [name, isInToken(sealed) ? "token" : "sealed"]),
  );
}

/** Objects of the token that say that they are ours. */
async function labelsInToken(): Promise<readonly string[]> {
  const driver = await loadDriver(soft.module);
  const slot = driver
    .C_GetSlotList(true)
    .find((each) => driver.C_GetTokenInfo(each).label.trimEnd() === soft.label);
  assert.ok(slot);
  const session = driver.C_OpenSession(slot, cryptoki.CKF_SERIAL_SESSION);
  driver.C_FindObjectsInit(session, [
    { type: cryptoki.CKA_CLASS, value: cryptoki.CKO_PRIVATE_KEY },
  ]);
  const labels = driver
    .C_FindObjects(session, 100)
    .map((key) => driver.C_GetAttributeValue(session, key, [{ type: cryptoki.CKA_LABEL }])[0])
    .map((attribute) => String(attribute?.value));
  driver.C_FindObjectsFinal(session);
  driver.C_CloseSession(session);
  return labels.sort();
}

const verifies = ({ jwk }: SigningKey, signature: Uint8Array, signed: Uint8Array = bytes) =>
  verify("sha256", signed, { key: jwk, format: "jwk", dsaEncoding: "ieee-p1363" }, signature);

test("new keys of its kinds are made in the token; the others are sealed", async () => {
  const keys = await open();
  await keys.createOrLoad("authority/1", "es256", authority);
  await keys.createOrLoad("log", "ed25519");
  await keys.createOrLoad("account/anchor", "secp256k1");
  await keys.createOrLoad("witness+ml-dsa-44", "ml-dsa-44");
  await keys.createOrLoad("secret/digests/1", "secret");
  await keys.secretFor("record-digests");
  assert.deepEqual(await places(), {
    "account/anchor": "token",
    "authority/1": "token",
    log: "token",
    "secret/digests/1": "sealed",
    "secret/record-digests": "sealed",
    "witness+ml-dsa-44": "sealed",
  });
  const [reopened] = await (await open()).ofAuthority(authority);
  assert.ok(reopened && verifies(reopened, reopened.sign(bytes)));
});

test("two that make a key at once get the same, and the token keeps no other", async () => {
  const all = await Promise.all([open(), open(), open()]);
  const made = await Promise.all(all.map((keys) => keys.createOrLoad("log", "ed25519")));
  assert.equal(new Set(made.map(({ publicKey }) => publicKey.toString())).size, 1);
  for (const key of made) assert.equal(key.sign(bytes).length, 64);
  assert.deepEqual(await labelsInToken(), ["sello log"]);
});

test("keys of before go on opening, and their successors are made in the token", async () => {
  const before = await (await openWithout()).createOrLoad("authority/1", "es256", authority);
  const keys = await open();
  await keys.createOrLoad("authority/2", "es256", authority);
  assert.deepEqual(await places(), { "authority/1": "sealed", "authority/2": "token" });
  const held = await keys.ofAuthority(authority);
  assert.equal(held[0]?.kid, before.kid);
  for (const key of held) assert.ok(verifies(key, key.sign(bytes)));
});

test("another sealing secret changes nothing for keys in the token, whichever came first", async () => {
  const first = await (await open()).createOrLoad("log", "ed25519");
  await (await open()).createOrLoad("secret/a", "secret");
  const { rows } = await shared.database.query("select sealed from sealed_keys where name = 'log'");
  const next = "another secret that is long enough";
  const oldest = await store.oldest();
  assert.equal(oldest?.name, "secret/a");
  await store.resealAll(
    1,
    new KeySealer(secret, oldest?.sealed ?? null),
    new KeySealer(next, null),
  );
  const after = await shared.database.query("select sealed from sealed_keys where name = 'log'");
  assert.deepEqual(after.rows, rows);
  const keys = await open(next);
  assert.deepEqual((await keys.createOrLoad("log", "ed25519")).publicKey, first.publicKey);
  assert.equal((await keys.createOrLoad("log/2", "ed25519")).sign(bytes).length, 64);
  await keys.createOrLoad("secret/b", "secret");
});

test("without the token its keys do not open, and the sealed ones do", async () => {
  await (await open()).createOrLoad("log", "ed25519");
  await (await open()).createOrLoad("secret/a", "secret");
  const keys = await openWithout();
  await keys.createOrLoad("secret/a", "secret");
  await assert.rejects(keys.createOrLoad("log", "ed25519"), { code: "token.not_configured" });
  await assert.rejects(keys.requireHeld(["log"]), { code: "token.not_configured" });
});

test("whether keys are there is asked of the token, and of no other key", async () => {
  const keys = await open();
  await keys.createOrLoad("log", "ed25519");
  await keys.createOrLoad("secret/a", "secret");
  await keys.requireHeld(["log", "secret/a", "a key that was never made"]);
  const log = await store.find("log");
  assert.ok(log);
  token.remove("log", log);
  await delay(1_100);
  await assert.rejects((await open()).requireHeld(["log"]), { code: "token.key_missing" });
});

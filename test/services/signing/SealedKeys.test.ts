import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { after, before, test } from "node:test";
import { Worker } from "node:worker_threads";
import { type AuthorityId, toAuthorityId } from "@sello/sdk";
import { parseVerifierKey, verifyMlDsa44 } from "@sello/sdk/log";
import { recoverMessageAddress } from "viem";
import { KeySealer } from "../../../services/signing/KeySealer.ts";
import { PgSealedKeyStore } from "../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";
import { toKid, toThumbprint } from "../../../services/signing/toKid.ts";
import { toNoteSigner } from "../../../services/signing/toNoteSigner.ts";
import { startPostgres } from "../../support/postgres.ts";

const secret = "a secret of the tests, long enough";
const cost = { log2N: 4, r: 8, p: 1 };
const authority: AuthorityId = toAuthorityId("http://localhost:8420/authorities/nanshan-housing");
const bytes = Buffer.from("header.payload");

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let shared: Awaited<ReturnType<typeof postgres.database>>;
before(async () => {
  postgres = await startPostgres();
  shared = await postgres.database();
});
after(() => postgres.stop());

async function openNew() {
  const { database, url } = shared;
  await database.query("delete from sealed_keys");
  const store = new PgSealedKeyStore(database);
  const open = (by = secret) => SealedKeys.open({ store, secret: by, cost });
  return { database, url, store, open, keys: await open() };
}

test("a key is made once: who asks again, later or at the same time, gets the same", async () => {
  const { open, keys } = await openNew();
  const [first, second] = await Promise.all([
    keys.createOrLoad("authority/1", "es256", authority),
    (await open()).createOrLoad("authority/1", "es256", authority),
  ]);
  assert.equal(first.kid, second.kid);
  const reopened = await (await open()).ofAuthority(authority);
  assert.deepEqual(
    reopened.map(({ kid }) => kid),
    [first.kid],
  );
});

test("each kind signs what its public half verifies", async () => {
  const { keys } = await openNew();
  const es256 = await keys.createOrLoad("authority/1", "es256", authority);
  const signature = es256.sign(bytes);
  assert.equal(signature.length, 64);
  const key = { key: es256.jwk, format: "jwk", dsaEncoding: "ieee-p1363" } as const;
  assert.ok(verify("sha256", bytes, key, signature));

  const log = toNoteSigner(
    "shenzhen.sello.example/log",
    await keys.createOrLoad("log", "ed25519"),
    0x01,
  );
  const parsed = parseVerifierKey(log.vkey);
  const raw = {
    kty: "OKP",
    crv: "Ed25519",
    x: Buffer.from(parsed.publicKey).toString("base64url"),
  };
  assert.ok(verify(null, bytes, { key: raw, format: "jwk" }, log.sign(bytes)));
  assert.equal(parsed.keyId, log.keyId);

  const second = await keys.createOrLoad("witness+ml-dsa-44", "ml-dsa-44");
  const { key: vkey } = toNoteSigner("futian.example/witness", second, 0x06);
  assert.equal(vkey.publicKey.length, 1312);
  assert.ok(await verifyMlDsa44(vkey.publicKey, bytes, second.sign(bytes)));

  const wallet = await keys.createOrLoad("officer/clerk", "secp256k1");
  const signed = await wallet.signMessage({ message: "sello" });
  assert.equal(
    await recoverMessageAddress({ message: "sello", signature: signed }),
    wallet.address,
  );
});

test("the key id is the RFC 7638 thumbprint", () => {
  // RFC 7517 appendix A.1's EC key; its thumbprint computed with jose 6.2.
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
  } as const;
  assert.equal(toKid(jwk), "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
  assert.equal(toThumbprint(toKid(jwk)).length, 66);
});

test("a key of one kind is not given out as another", async () => {
  const { keys } = await openNew();
  await keys.createOrLoad("log", "ed25519");
  await assert.rejects(keys.createOrLoad("log", "es256"), { code: "sealed_key.other_kind" });
});

test("with another secret nothing opens, and no key is made beside those that are there", async () => {
  const { keys, open, database } = await openNew();
  await keys.createOrLoad("log", "ed25519");
  await assert.rejects(open("another secret, just as long as it"), {
    code: "sealed_key.seal_broken",
  });
  const { rows } = await database.query("select name from sealed_keys");
  assert.deepEqual(rows, [{ name: "log" }]);
});

test("what is stored neither holds the private key nor opens after a change of one bit", async () => {
  const sealer = new KeySealer(secret, null, cost);
  const plain = Buffer.from("a private key in the clear");
  const sealed = await sealer.seal("log", plain);
  assert.equal(sealed.includes(plain.subarray(0, 8)), false);
  for (let place = 0; place < sealed.length; place += 1) {
    // The cost is changed by one step only: more would ask for gigabytes before it is refused.
    const altered = Buffer.from(sealed);
    altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
    await assert.rejects(sealer.open("log", altered), `byte ${place}`);
  }
  await assert.rejects(sealer.open("log", sealed.subarray(0, 40)), {
    code: "sealed_key.seal_broken",
  });
  assert.deepEqual(await sealer.open("log", sealed), plain);
});

test("the sealed key of one row does not stand in for another's", async () => {
  const { keys, database, open } = await openNew();
  await keys.createOrLoad("authority/1", "es256", authority);
  await keys.createOrLoad("authority/2", "es256", authority);
  await database.query(
    `update sealed_keys set sealed = (select sealed from sealed_keys where name = 'authority/1')
     where name = 'authority/2'`,
  );
  const later = await open();
  await assert.rejects(later.createOrLoad("authority/2", "es256"), {
    code: "sealed_key.seal_broken",
  });
});

test("a worker thread opens the same keys by itself and signs with them", async () => {
  const { keys, url } = await openNew();
  const { jwk } = await keys.createOrLoad("authority/1", "es256", authority);
  const source = new URL("./signInThread.ts", import.meta.url);
  const worker = new Worker(source, { workerData: { url, secret, authority } });
  const signature = await new Promise<Uint8Array>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  const key = { key: jwk, format: "jwk", dsaEncoding: "ieee-p1363" } as const;
  assert.ok(verify("sha256", Buffer.from("from a thread"), key, signature));
});

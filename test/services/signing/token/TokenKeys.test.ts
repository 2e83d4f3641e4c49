import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { chmodSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import type { PKCS11 } from "pkcs11js";
import {
  parseTransaction,
  recoverMessageAddress,
  recoverTransactionAddress,
  recoverTypedDataAddress,
} from "viem";
import type { KeyKind } from "../../../../services/signing/keyKinds.ts";
import type { SealedKey } from "../../../../services/signing/SealedKeyStore.ts";
import { cryptoki } from "../../../../services/signing/token/cryptoki.ts";
import { loadDriver } from "../../../../services/signing/token/loadDriver.ts";
import { TokenKeys } from "../../../../services/signing/token/TokenKeys.ts";
import { readReference } from "../../../../services/signing/token/TokenReference.ts";
import { makeSoftToken, type SoftToken } from "../../../support/softHsm.ts";

const bytes = Buffer.from("header.payload");

let token: SoftToken;
beforeEach(() => {
  token = makeSoftToken();
});
afterEach(() => token.remove());

const clock = { ms: 0 };
const open = () => TokenKeys.open({ ...token, nowMs: () => clock.ms });

/** As the store keeps it. */
async function make(keys: TokenKeys, name: string, kind: KeyKind): Promise<SealedKey> {
  return { name, kind, authority: null, ...(await keys.generate(name, kind)) };
}

/** Another caller's view of the token: its objects, with their attributes. */
async function inspect<T>(look: (driver: PKCS11, session: Buffer) => T): Promise<T> {
  const driver = await loadDriver(token.module);
  const slot = driver
    .C_GetSlotList(true)
    .find((each) => driver.C_GetTokenInfo(each).label.trimEnd() === token.label);
  assert.ok(slot);
  const session = driver.C_OpenSession(slot, cryptoki.CKF_SERIAL_SESSION | cryptoki.CKF_RW_SESSION);
  try {
    return look(driver, session);
  } finally {
    driver.C_CloseSession(session);
  }
}

function find(
  driver: PKCS11,
  session: Buffer,
  template: { type: number; value: number | Buffer }[],
) {
  driver.C_FindObjectsInit(session, template);
  const found = driver.C_FindObjects(session, 100);
  driver.C_FindObjectsFinal(session);
  return found;
}

const privateKeys = [{ type: cryptoki.CKA_CLASS, value: cryptoki.CKO_PRIVATE_KEY }];

test("the token makes P-256, Ed25519 and secp256k1; the rest goes on being sealed", async () => {
  const keys = await open();
  const kinds = ["es256", "ed25519", "ml-dsa-44", "secp256k1", "secret"] as const;
  const held = await Promise.all(kinds.map((kind) => keys.holds(kind)));
  assert.deepEqual(held, [true, true, false, true, false]);
  await assert.rejects(keys.generate("witness", "ml-dsa-44"), { code: "token.kind_unsupported" });
  // The keys by which that was found out are gone.
  assert.equal(await inspect((driver, session) => find(driver, session, privateKeys).length), 0);
});

test("ES256: the signature is 64 bytes r‖s and verifies with the public key", async () => {
  const keys = await open();
  const key = keys.open(await make(keys, "authority/1", "es256"), "es256");
  const signature = key.sign(bytes);
  assert.equal(signature.length, 64);
  const jwk = { key: key.jwk, format: "jwk", dsaEncoding: "ieee-p1363" } as const;
  assert.ok(verify("sha256", bytes, jwk, signature));
  assert.ok(!verify("sha256", Buffer.from("other"), jwk, signature));
  assert.equal(JSON.stringify(key).includes('"d"'), false);
});

test("Ed25519: the signature verifies with the public key", async () => {
  const keys = await open();
  const key = keys.open(await make(keys, "log", "ed25519"), "ed25519");
  const jwk = { kty: "OKP", crv: "Ed25519", x: Buffer.from(key.publicKey).toString("base64url") };
  assert.ok(verify(null, bytes, { key: jwk, format: "jwk" }, key.sign(bytes)));
});

test("secp256k1: messages, typed data and transactions recover to the account, with a low s", async () => {
  const keys = await open();
  const account = keys.open(await make(keys, "account/anchor", "secp256k1"), "secp256k1");
  const { address } = account;
  const half = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n / 2n;
  for (let nonce = 0; nonce < 20; nonce += 1) {
    const transaction = { type: "eip1559", chainId: 1, nonce, gas: 21_000n, to: address } as const;
    const serializedTransaction = (await account.signTransaction(transaction)) as `0x02${string}`;
    assert.equal(await recoverTransactionAddress({ serializedTransaction }), address);
    assert.ok(BigInt(parseTransaction(serializedTransaction).s ?? half + 1n) <= half);
  }
  const message = "sello";
  const signature = await account.signMessage({ message });
  assert.equal(await recoverMessageAddress({ message, signature }), address);
  const typed = {
    domain: { name: "Sello" },
    types: { Act: [{ name: "what", type: "string" }] },
    primaryType: "Act",
    message: { what: "revoke" },
  } as const;
  const typedSignature = await account.signTypedData(typed);
  assert.equal(await recoverTypedDataAddress({ ...typed, signature: typedSignature }), address);
});

test("nothing reads a private key out of the token, and its name is on it", async () => {
  const keys = await open();
  const names = { "authority/1": "es256", log: "ed25519", "account/relay": "secp256k1" } as const;
  for (const [name, kind] of Object.entries(names)) {
    const { id } = readReference(name, (await make(keys, name, kind)).sealed);
    await inspect((driver, session) => {
      const [key, ...more] = find(driver, session, [
        ...privateKeys,
        { type: cryptoki.CKA_ID, value: id },
      ]);
      assert.ok(key && more.length === 0);
      const read = (type: number) =>
        driver.C_GetAttributeValue(session, key, [{ type }])[0]?.value as Buffer;
      const isSet = (type: number) => read(type)[0] === 1;
      assert.deepEqual(
        [
          cryptoki.CKA_SENSITIVE,
          cryptoki.CKA_EXTRACTABLE,
          cryptoki.CKA_TOKEN,
          cryptoki.CKA_PRIVATE,
        ].map(isSet),
        [true, false, true, true],
      );
      assert.equal(read(cryptoki.CKA_LABEL).toString(), `sello ${name}`);
      // CKA_VALUE (PKCS#11 §2.3.4), and what a token may be told later.
      assert.throws(() => read(0x11), { message: "CKR_ATTRIBUTE_SENSITIVE" });
      for (const change of [
        { type: cryptoki.CKA_SENSITIVE, value: false },
        { type: cryptoki.CKA_EXTRACTABLE, value: true },
      ])
        assert.throws(() => driver.C_SetAttributeValue(session, key, [change]));
    });
  }
});

test("the place of one key does not stand in for another's, nor a token for another", async () => {
  const keys = await open();
  const [one, two] = [await make(keys, "log", "ed25519"), await make(keys, "log/2", "ed25519")];
  assert.throws(() => keys.open({ ...two, sealed: one.sealed }, "ed25519"), {
    code: "token.key_other",
  });
  // The same place under another public half.
  const other = keys.open({ ...one, public: two.public }, "ed25519");
  assert.throws(() => other.sign(bytes), { code: "token.key_other" });
  const account = await make(keys, "account/a", "secp256k1");
  const { public: stranger } = await make(keys, "account/b", "secp256k1");
  const wallet = keys.open({ ...account, public: stranger }, "secp256k1");
  await assert.rejects(wallet.signMessage({ message: "x" }), { code: "token.key_other" });
  token.remove();
  token = makeSoftToken();
  const elsewhere = await open();
  assert.throws(() => elsewhere.open(one, "ed25519"), { code: "token.not_configured" });
});

test("a key that was removed from the token is missed, and the others go on", async () => {
  const keys = await open();
  const [gone, there] = [await make(keys, "log", "ed25519"), await make(keys, "log/2", "ed25519")];
  const [first, second] = [keys.open(gone, "ed25519"), keys.open(there, "ed25519")];
  first.sign(bytes);
  keys.remove(gone.name, gone);
  clock.ms += 2_000;
  assert.throws(() => first.sign(bytes), { code: "token.key_missing" });
  assert.throws(() => keys.require(gone), { code: "token.key_missing" });
  assert.equal(second.sign(bytes).length, 64);
});

test("a session that was lost is opened again, but not more than once a second", async () => {
  const keys = await open();
  const key = keys.open(await make(keys, "log", "ed25519"), "ed25519");
  const lose = () =>
    inspect((driver, session) =>
      driver.C_CloseAllSessions(driver.C_GetSessionInfo(session).slotID),
    ).catch(() => null);
  clock.ms += 2_000;
  await lose();
  assert.equal(key.sign(bytes).length, 64);
  await lose();
  assert.throws(() => key.sign(bytes), { code: "token.unavailable", status: 503 });
  clock.ms += 2_000;
  assert.equal(key.sign(bytes).length, 64);
  // Logged out, which keeps the session and hides the keys.
  clock.ms += 2_000;
  await inspect((driver, session) => driver.C_Logout(session));
  assert.equal(key.sign(bytes).length, 64);
});

test("a token that is away is asked again, and used when it is back", async () => {
  const keys = await open();
  const key = keys.open(await make(keys, "authority/1", "es256"), "es256");
  key.sign(bytes);
  token.take(true);
  clock.ms += 2_000;
  assert.throws(() => key.sign(bytes), { code: "token.unavailable" });
  token.take(false);
  assert.throws(() => key.sign(bytes), { code: "token.unavailable" });
  clock.ms += 2_000;
  assert.equal(key.sign(bytes).length, 64);
});

test("what is wrong with the settings is said at the start", async () => {
  await assert.rejects(TokenKeys.open({ ...token, module: "/nowhere/pkcs11.so" }), {
    code: "token.module_unusable",
  });
  await assert.rejects(TokenKeys.open({ ...token, label: "none" }), (error: Error) => {
    assert.equal((error as { code?: string }).code, "token.missing");
    return error.message.includes(token.label);
  });
  token.setPin("");
  await assert.rejects(open(), { code: "token.pin_file" });
  token.setPin(token.pin, 0o600);
  chmodSync(token.pinFile, 0o640);
  await assert.rejects(open(), { code: "token.pin_file" });
  await assert.rejects(TokenKeys.open({ ...token, pinFile: "/nowhere/pin" }), {
    code: "token.pin_file",
  });
});

test("a wrong PIN is said, and not tried again until the file has another", async () => {
  const keys = await open();
  const key = keys.open(await make(keys, "log", "ed25519"), "ed25519");
  token.setPin("a wrong pin");
  clock.ms += 2_000;
  await inspect((driver, session) => driver.C_Logout(session));
  const wrong = (error: Error) => {
    assert.ok(!error.message.includes("a wrong pin"));
    return (error as { code?: string }).code === "token.pin_wrong";
  };
  assert.throws(() => key.sign(bytes), wrong);
  const driver = await loadDriver(token.module);
  const tries = { count: 0 };
  const logIn = driver.C_Login;
  driver.C_Login = (...args) => {
    tries.count += 1;
    logIn.apply(driver, args);
  };
  try {
    clock.ms += 2_000;
    assert.throws(() => key.sign(bytes), wrong);
    assert.equal(tries.count, 0);
    token.setPin(token.pin);
    clock.ms += 2_000;
    assert.equal(key.sign(bytes).length, 64);
  } finally {
    driver.C_Login = logIn;
  }
});

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Hex } from "@sello/sdk";
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { deskLimits } from "../../../../services/accounts/residents/deskLimits.ts";
import type { ResidentSession } from "../../../../services/http/Caller.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { emptyResidents, residentScene } from "./ResidentScene.ts";

const phone = "+8613800138000";
const here = { address: "192.0.2.1", browser: "Firefox 140, Linux" };

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: ReturnType<typeof residentScene>;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  await emptyResidents(database);
  scene = residentScene(database, { nowMs: () => nowMs });
});

const newWallet = () => privateKeyToAccount(generatePrivateKey());

async function signIn(number = phone): Promise<ResidentSession> {
  const { session } = await scene.signInByPhone(number);
  return { ...session, level: "passkey" };
}

async function link(session: ResidentSession, wallet: PrivateKeyAccount, signer = wallet) {
  const { residentWallets } = scene.services;
  const { id, message } = await residentWallets.beginLink(session, wallet.address);
  return residentWallets.link(session, id, await signer.signMessage({ message }));
}

async function signInWith(wallet: PrivateKeyAccount) {
  const { residentWallets } = scene.services;
  const { id, message } = await residentWallets.beginSignIn(wallet.address, here.address);
  return residentWallets.signIn(id, await wallet.signMessage({ message }), here);
}

test("a wallet is linked, signs in at level code and no higher, and is taken off", async () => {
  const session = await signIn();
  const wallet = newWallet();
  const { residentWallets } = scene.services;
  const { message } = await residentWallets.beginLink(session, wallet.address);
  assert.match(message, /^localhost:8420 wants you to sign in with your Ethereum account:\n0x/);
  assert.match(message, /Chain ID: 31337\n/);
  const linked = await link(session, wallet);
  assert.equal(linked.address, wallet.address.toLowerCase());
  const started = await signInWith(wallet);
  assert.deepEqual(
    [started.session.account, started.session.level, started.session.passkey],
    [session.account, "code", null],
  );
  const [listed] = await residentWallets.list(session);
  assert.ok(listed?.lastUsedAt);
  await residentWallets.unlink(session, linked.id);
  await assert.rejects(signInWith(wallet), { code: "wallet.refused", status: 403 });
  await assert.rejects(residentWallets.unlink(session, linked.id), { code: "wallet.unknown" });
  const { rows } = await database.query<{ kind: string; name: string }>(
    "select kind, name from resident_notices where account = $1 order by at",
    [session.account],
  );
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ["wallet.linked", "wallet.removed"],
  );
});

test("an address is in no column as it is", async () => {
  const session = await signIn();
  const wallet = newWallet();
  await link(session, wallet);
  const { rows } = await database.query<{ text: string }>(
    "select resident_wallets::text as text from resident_wallets",
  );
  assert.equal(rows.length, 1);
  assert.ok(!rows[0]?.text.includes(wallet.address.slice(2).toLowerCase()));
});

test("one wallet is one account's, and an account has so many", async () => {
  const session = await signIn();
  const wallet = newWallet();
  await link(session, wallet);
  const other = await signIn("+8613900139000");
  await assert.rejects(link(other, wallet), { code: "wallet.known", status: 409 });
  for (let count = 1; count < deskLimits.residentWallets; count += 1)
    await link(session, newWallet());
  await assert.rejects(link(session, newWallet()), { code: "wallet.too_many", status: 409 });
});

test("another's signature, another's request, an old one and a used one are refused", async () => {
  const session = await signIn();
  const [wallet, thief] = [newWallet(), newWallet()];
  await assert.rejects(link(session, wallet, thief), { code: "sign_in.signature", status: 403 });
  const { residentWallets } = scene.services;
  const over = { code: "sign_in.ended", status: 409 };
  const begin = async (of = session) => {
    const { id, message } = await residentWallets.beginLink(of, wallet.address);
    return { id, signature: (await wallet.signMessage({ message })) as Hex };
  };
  const mine = await begin();
  const other = await signIn("+8613900139000");
  await assert.rejects(residentWallets.link(other, mine.id, mine.signature), over);
  // What was signed to link signs nobody in.
  await assert.rejects(residentWallets.signIn(mine.id, mine.signature, here), over);
  const late = await begin();
  nowMs += limits.signInSeconds * 1_000;
  await assert.rejects(residentWallets.link(session, late.id, late.signature), over);
  const good = await begin();
  await residentWallets.link(session, good.id, good.signature);
  await assert.rejects(residentWallets.link(session, good.id, good.signature), over);
});

import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Hex } from "@sello/sdk";
import {
  OwnPasskeys,
  type PasskeyChange,
} from "../../../../services/accounts/passkeys/OwnPasskeys.ts";
import { Passkeys } from "../../../../services/accounts/passkeys/Passkeys.ts";
import { PgPasskeys } from "../../../../services/accounts/passkeys/PgPasskeys.ts";
import { passkeyLimits } from "../../../../services/accounts/passkeys/passkeyLimits.ts";
import { PgAuditLog } from "../../../../services/audit/PgAuditLog.ts";
import type { OfficerSession } from "../../../../services/http/Caller.ts";
import { EvmChain } from "../../../../services/ledger/evm/EvmChain.ts";
import { registerSenders } from "../../../../services/ledger/journal/registerSenders.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { AccountChanges } from "../../../../services/registry/accounts/AccountChanges.ts";
import { EvmManyAccounts } from "../../../../services/registry/accounts/EvmManyAccounts.ts";
import { joinPlain } from "../../../../services/registry/accounts/joinSignatures.ts";
import { OfficerAccounts } from "../../../../services/registry/accounts/OfficerAccounts.ts";
import { PgOfficerAccounts } from "../../../../services/registry/accounts/PgOfficerAccounts.ts";
import { passkeySigner, type TypedData } from "../../../support/accountSigners.ts";
import {
  openJournal,
  startExternal,
  startSender,
  testAccounts,
  testChainId,
  until,
} from "../../../support/chain.ts";
import { newPasskey } from "../../../support/newPasskey.ts";
import { startPostgres } from "../../../support/postgres.ts";

const origin = "http://localhost:8420";
const relyingParty = { id: "localhost", name: "Sello" };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let external: Awaited<ReturnType<typeof startExternal>>;
let sender: Awaited<ReturnType<typeof startSender>>;
let database: Database;
let accounts: OfficerAccounts;
let passkeys: Passkeys;
let own: OwnPasskeys;
let webAuthn: Hex;
let session: OfficerSession;
const signedOut: string[] = [];

/** A device with a passkey, whose key is made of its seed. */
const newDevice = () => ({ id: randomBytes(16), seed: `0x${randomBytes(32).toString("hex")}` });
type Device = ReturnType<typeof newDevice>;
const [first, second, third] = [newDevice(), newDevice(), newDevice()];

const publicKeyOf = ({ seed }: Device): Hex =>
  `0x${passkeySigner(`0x${"0".repeat(40)}`, { seed }).id.slice(42)}`;

before(async () => {
  [postgres, external] = await Promise.all([startPostgres(), startExternal()]);
  ({ database } = await postgres.database());
  const chain = new EvmChain({ chainId: testChainId, urls: () => [external.url] });
  await registerSenders(database, chain, testAccounts);
  sender = await startSender(database, () => [external.url]);
  const journal = openJournal();
  const store = new PgPasskeys(database);
  accounts = new OfficerAccounts({ database, chain, journal, store: new PgOfficerAccounts(1) });
  const signers = new EvmManyAccounts(chain);
  const terms = { relyingParty, chainId: testChainId };
  passkeys = new Passkeys({ terms, store, accounts, signers });
  own = new OwnPasskeys({
    ...{ database, store, accounts, signers, relyingParty, origin },
    changes: new AccountChanges({ chainId: testChainId, chain, journal, transactor: database }),
    sessions: { endOthers: async ({ account }) => void signedOut.push(account) },
    audit: new PgAuditLog(database),
    clock: { nowMs: Date.now },
  });
  session = sessionOf(await makeAccount(first));
  webAuthn = (await accounts.verifiers())?.webAuthn ?? "0x";
});
after(async () => {
  await sender.stop();
  await external.stop();
  await postgres.stop();
});

const sessionOf = (account: Hex): OfficerSession => ({
  ...{ kind: "session", id: randomUUID(), account, csrfToken: "" },
  ...{ startedAt: 0, lastUsedAt: 0, endsAt: 0 },
});

/** As an invitation that is accepted. */
async function makeAccount(device: Device): Promise<Hex> {
  const request = `invitation:${randomUUID()}`;
  const [x, y] = [publicKeyOf(device).slice(2, 66), publicKeyOf(device).slice(66)];
  const key = { x: `0x${x}`, y: `0x${y}` } as const;
  const { address } = await database.transaction(async (tx) => {
    await new PgPasskeys(database).add(tx, { id: device.id, ...key }, request);
    const signers = [{ kind: "passkey", ...key }] as const;
    return accounts.write(tx, { request, signers, threshold: 1 });
  });
  await until(() => accounts.isMade(request));
  return address;
}

const addition = (device: Device, of = session, name = "Phone"): PasskeyChange => ({
  add: {
    name,
    ...newPasskey({
      challenge: createHash("sha256").update(`officer-passkey:${of.id}`).digest("base64url"),
      ...{ origin, domain: relyingParty.id, publicKey: publicKeyOf(device) },
      id: `0x${device.id.toString("hex")}`,
    }),
  },
});

/** Drafts a change and signs it with a device. */
async function signed(change: PasskeyChange, device: Device) {
  const { nonce, deadline, request } = await own.draft(session, change);
  const signer = passkeySigner(webAuthn, { seed: device.seed });
  const signature = (await signer.sign(request as unknown as TypedData)) as Hex;
  const joined = joinPlain([{ signer: signer.id as Hex, signature }]);
  return { nonce: String(nonce), deadline, signature: joined };
}

const change = async (asked: PasskeyChange, device: Device) =>
  own.submit(session, asked, await signed(asked, device));

const settled = () =>
  until(async () => (await own.list(session)).every(({ state }) => state === "active"));

const idsOf = async () =>
  (await own.list(session)).map(({ credential }) => Buffer.from(credential));

test("an account has the passkey that it was made with, and keeps it", async () => {
  assert.deepEqual(
    (await own.list(session)).map(({ name, state }) => [name, state]),
    [[null, "active"]],
  );
  await assert.rejects(own.draft(session, { remove: first.id }), { code: "passkey.last" });
  await assert.rejects(own.draft(session, { remove: second.id }), { code: "passkey.unknown" });
  const stranger = sessionOf(`0x${"ab".repeat(20)}`);
  assert.deepEqual(await own.list(stranger), []);
  await assert.rejects(own.draft(stranger, addition(second, stranger)), {
    code: "passkey.unknown",
  });
});

test("a session alone adds nothing: neither the new passkey nor anybody else's signs for it", async () => {
  for (const device of [second, newDevice()])
    await assert.rejects(change(addition(second), device), { code: "passkey.change_refused" });
  const asked = addition(second);
  const forSecond = await signed(asked, first);
  await assert.rejects(own.submit(session, addition(newDevice()), forSecond), {
    code: "passkey.change_refused",
  });
  await assert.rejects(own.draft(session, addition(second, sessionOf(session.account))), {
    code: "passkey.malformed",
  });
  assert.equal((await idsOf()).length, 1);
});

test("a second device is added by the first, and finds the account", async () => {
  const asked = addition(second);
  const terms = await signed(asked, first);
  const sent = await own.submit(session, asked, terms);
  assert.deepEqual(
    sent.map(({ name, state }) => [name, state]).sort(),
    [
      [null, "active"],
      ["Phone", "adding"],
    ].sort(),
  );
  await settled();
  assert.deepEqual(await idsOf(), [first.id, second.id]);
  assert.equal((await passkeys.find(second.id)).account, session.account);
  assert.deepEqual(signedOut, []);
  await assert.rejects(own.submit(session, asked, terms), { code: "passkey.known" });
  const { rows } = await database.query("select action, subject from audit_events");
  assert.deepEqual(rows, [{ action: "passkey.add", subject: `officer:${session.account}` }]);
});

test("the second removes the first, which finds and signs nothing any more", async () => {
  const asked = { remove: first.id };
  const terms = await signed(asked, second);
  const sent = await own.submit(session, asked, terms);
  assert.equal(sent.find(({ name }) => name === null)?.state, "removing");
  assert.deepEqual(signedOut, [session.account]);
  await until(async () => (await idsOf()).length === 1);
  assert.deepEqual(await idsOf(), [second.id]);
  await assert.rejects(passkeys.find(first.id), { code: "passkey.unknown" });
  await assert.rejects(change(addition(newDevice()), first), { code: "passkey.change_refused" });
  await assert.rejects(own.submit(session, asked, terms), { code: "passkey.unknown" });
  await assert.rejects(own.draft(session, { remove: second.id }), { code: "passkey.last" });
});

test("of two that remove each other at once, one stays", async () => {
  await change(addition(third, session, "Key"), second);
  await settled();
  const both = await Promise.all([
    signed({ remove: third.id }, second),
    signed({ remove: second.id }, third),
  ]);
  await Promise.allSettled([
    own.submit(session, { remove: third.id }, both[0]),
    own.submit(session, { remove: second.id }, both[1]),
  ]);
  await until(async () => {
    const left = await own.list(session);
    return left.length === 1 && left[0]?.state === "active";
  });
});

test("an account has so many passkeys and no more", async () => {
  const [left] = await own.list(session);
  const device = [second, third].find(
    ({ id }) => left && Buffer.compare(left.credential, id) === 0,
  );
  assert.ok(device);
  for (let count = 1; count < passkeyLimits.perAccount; count += 1) {
    await change(addition(newDevice(), session, `Device ${count}`), device);
    await settled();
  }
  await assert.rejects(change(addition(newDevice()), device), { code: "passkey.too_many" });
});

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Hex } from "@sello/sdk";
import {
  challengeOf,
  Invitations,
  type NewInvitation,
} from "../../../../services/accounts/invitations/Invitations.ts";
import { PgInvitations } from "../../../../services/accounts/invitations/PgInvitations.ts";
import { Passkeys } from "../../../../services/accounts/passkeys/Passkeys.ts";
import { PgPasskeys } from "../../../../services/accounts/passkeys/PgPasskeys.ts";
import { PgAuditLog } from "../../../../services/audit/PgAuditLog.ts";
import { EvmChain } from "../../../../services/ledger/evm/EvmChain.ts";
import { registerSenders } from "../../../../services/ledger/journal/registerSenders.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { EvmManyAccounts } from "../../../../services/registry/accounts/EvmManyAccounts.ts";
import { OfficerAccounts } from "../../../../services/registry/accounts/OfficerAccounts.ts";
import { PgOfficerAccounts } from "../../../../services/registry/accounts/PgOfficerAccounts.ts";
import { passkeySigner } from "../../../support/accountSigners.ts";
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
import { idOf, Officers, offices } from "../sessions/Officers.ts";

const startMs = 1_800_000_000_000;
const day = 86_400;
const origin = "http://localhost:8420";
const domain = "localhost";
const administrator = `officer:0x${"ab".repeat(20)}`;
const lost: Hex = `0x${"cd".repeat(20)}`;
const publicKey = `0x${passkeySigner(`0x${"0".repeat(40)}`).id.slice(42)}`;

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let external: Awaited<ReturnType<typeof startExternal>>;
let database: Database;
let registry: Officers;
let accounts: OfficerAccounts;
let passkeys: Passkeys;
let invitations: Invitations;
let credentials = 0;

before(async () => {
  [postgres, external] = await Promise.all([startPostgres(), startExternal()]);
  ({ database } = await postgres.database());
  const chain = new EvmChain({ chainId: testChainId, urls: () => [external.url] });
  await registerSenders(database, chain, testAccounts);
  const store = new PgOfficerAccounts(1);
  accounts = new OfficerAccounts({ database, chain, store, journal: openJournal() });
  const terms = { relyingParty: { id: domain, name: "Sello" }, chainId: testChainId };
  passkeys = new Passkeys({
    terms,
    store: new PgPasskeys(database),
    accounts,
    signers: new EvmManyAccounts(chain),
  });
});
after(async () => {
  await external.stop();
  await postgres.stop();
});
beforeEach(async () => {
  nowMs = startMs;
  await database.query("delete from officer_invitations");
  registry = new Officers();
  registry.set(offices.housing, lost, 6);
  invitations = new Invitations({
    ...{ store: new PgInvitations(database), passkeys: new PgPasskeys(database), accounts },
    ...{ audit: new PgAuditLog(database), clock: { nowMs: () => nowMs }, origin, domain },
  });
});

async function invite(part: Partial<NewInvitation> = {}) {
  const authority = await registry.byId(idOf(offices.housing));
  const endsAt = nowMs / 1_000 + 7 * day;
  return invitations.create(
    { authority, name: "Ana López", roles: ["issue", "revoke"], endsAt, replaces: null, ...part },
    administrator,
  );
}

const newId = () => {
  credentials += 1;
  return `0x${credentials.toString(16).padStart(32, "0")}`;
};

const passkeyFor = (secret: string, id = newId(), part: { flags?: number } = {}) =>
  newPasskey({ challenge: challengeOf(secret), origin, domain, publicKey, id, ...part });

const audited = async () =>
  (await database.query("select actor, action, data from audit_events order by id desc limit 1"))
    .rows[0];

test("an invitation is known by its secret, of which only the digest is kept", async () => {
  const { invitation, secret } = await invite();
  assert.match(secret, /^[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(await invitations.open(secret), invitation);
  const { rows } = await database.query("select * from officer_invitations");
  assert.ok(!JSON.stringify(rows).includes(secret));
  assert.equal(invitations.stateOf(invitation), "open");
  const line = await audited();
  assert.equal(line?.action, "invitation.create");
  assert.equal(line?.actor, administrator);
  assert.ok(!JSON.stringify(line).includes("Ana"));
  await assert.rejects(invitations.open(`${secret.slice(1)}A`), { code: "invitation.unknown" });
  assert.deepEqual(await invitations.list([idOf(offices.police)]), []);
  assert.deepEqual(await invitations.list([idOf(offices.housing)]), [invitation]);
});

test("the invited person's passkey gets one account, however often it is sent", async () => {
  const { secret } = await invite();
  const given = passkeyFor(secret, "0xaa01");
  const sent = await Promise.all([1, 2, 3].map(() => invitations.accept(secret, given)));
  const addresses = new Set(sent.map(({ account }) => account?.address));
  assert.equal(addresses.size, 1);
  const { account } = sent[0] ?? {};
  assert.equal(account?.state, "sent");
  const found = await passkeys.find(Buffer.from("aa01", "hex"));
  assert.equal(found.account, account?.address);
  assert.deepEqual([found.signer], account?.signers);
  assert.ok(found.signer.endsWith(publicKey.slice(2)));
  const line = await audited();
  assert.equal(line?.action, "invitation.accept");
  assert.deepEqual(line?.data, { account: account?.address });
  const sender = await startSender(database, () => [external.url]);
  await until(async () => (await invitations.open(secret)).account?.state === "made");
  await sender.stop();
  const other = passkeyFor(secret);
  await assert.rejects(invitations.accept(secret, other), { code: "invitation.used" });
  const next = await invite();
  const later = await invitations.accept(next.secret, passkeyFor(next.secret, "0xaa02"));
  await invite();
  const listed = await invitations.list([idOf(offices.housing)]);
  assert.deepEqual(
    listed.map(({ account: made }) => made?.address ?? "").sort(),
    ["", account?.address ?? "", later.account?.address ?? ""].sort(),
  );
  assert.deepEqual(
    listed.find(({ account: made }) => made?.address === account?.address),
    await invitations.open(secret),
  );
});

test("one that is over, taken back or used makes no account", async () => {
  const before = (await database.query("select 1 from officer_accounts")).rowCount;
  const expired = await invite();
  nowMs += 7 * day * 1_000;
  const revoked = await invite();
  await invitations.revoke(revoked.invitation.id, administrator);
  assert.equal((await audited())?.action, "invitation.revoke");
  const use = (secret: string) => invitations.accept(secret, passkeyFor(secret));
  await assert.rejects(use(expired.secret), { code: "invitation.expired" });
  await assert.rejects(use(revoked.secret), { code: "invitation.revoked" });
  await assert.rejects(use("A".repeat(43)), { code: "invitation.unknown" });
  assert.equal((await database.query("select 1 from officer_accounts")).rowCount, before);
  await assert.rejects(invitations.revoke(revoked.invitation.id, administrator), {
    code: "invitation.revoked",
  });
  const used = await invite();
  await use(used.secret);
  await assert.rejects(invitations.revoke(used.invitation.id, administrator), {
    code: "invitation.used",
  });
});

test("a passkey without a verified user is refused, and so is one that has an account", async () => {
  const { secret } = await invite();
  const unverified = passkeyFor(secret, newId(), { flags: 0x41 });
  await assert.rejects(invitations.accept(secret, unverified), { code: "passkey.not_verified" });
  const id = newId();
  const first = await invite();
  await invitations.accept(first.secret, passkeyFor(first.secret, id));
  await assert.rejects(invitations.accept(secret, passkeyFor(secret, id)), {
    code: "passkey.known",
  });
  const state = invitations.stateOf(await invitations.open(secret));
  assert.equal(state, "open");
  await assert.rejects(invitations.accept(secret, passkeyFor(first.secret)), {
    code: "passkey.malformed",
  });
  await assert.rejects(passkeys.find(Buffer.from("00", "hex")), { code: "passkey.unknown" });
});

test("it may be for an officer whose passkey is lost, of the same authority", async () => {
  const capital = `0x${"CD".repeat(20)}` as Hex;
  const { invitation } = await invite({ replaces: capital });
  assert.equal(invitation.replaces, lost);
  await assert.rejects(invite({ replaces: `0x${"ef".repeat(20)}` }), {
    code: "invitation.replaces",
  });
});

test("terms and numbers have limits, and names are kept no longer than needed", async () => {
  const now = startMs / 1_000;
  for (const endsAt of [now, now - 1, now + limits.invitationDays * day + 1])
    await assert.rejects(invite({ endsAt }), { code: "invitation.term" });
  for (let count = 0; count < limits.invitationsOpen; count += 1) await invite();
  await assert.rejects(invite(), { code: "invitation.too_many" });
  nowMs += (limits.invitationKeptDays + 8) * day * 1_000;
  await invite();
  assert.equal((await database.query("select 1 from officer_invitations")).rowCount, 1);
});

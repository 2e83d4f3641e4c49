import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Hex } from "@sello/sdk";
import { hashTypedData } from "viem";
import { EvmAccountContracts } from "../../../../services/accounts/sessions/EvmAccountContracts.ts";
import { composeAccounts } from "../../../../services/compose/composeAccounts.ts";
import { EvmChain } from "../../../../services/ledger/evm/EvmChain.ts";
import { registerSenders } from "../../../../services/ledger/journal/registerSenders.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import type { AccountSigner } from "../../../../services/registry/accounts/AccountSigner.ts";
import { OfficerAccounts } from "../../../../services/registry/accounts/OfficerAccounts.ts";
import { PgOfficerAccounts } from "../../../../services/registry/accounts/PgOfficerAccounts.ts";
import { signNested } from "../../../support/accountSignature.ts";
import { passkeySigner, walletSigner } from "../../../support/accountSigners.ts";
import {
  openJournal,
  startExternal,
  startSender,
  testAccounts,
  testChainId,
} from "../../../support/chain.ts";
import { startPostgres } from "../../../support/postgres.ts";

const withCode = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ServiceError);
  assert.equal(error.code, code);
  return true;
};

/** The coordinates of a key, which are behind the verifier's address. */
const passkeyOf = (id: string): AccountSigner => ({
  kind: "passkey",
  x: `0x${id.slice(42, 106)}`,
  y: `0x${id.slice(106)}`,
});

const anyVerifier = `0x${"0".repeat(40)}`;
const seed = (digit: string): Hex => `0x${digit.repeat(64)}`;
const wallet = (digit: string): AccountSigner => ({
  kind: "wallet",
  address: walletSigner(seed(digit)).id as Hex,
});
const key = (digit: string) => passkeyOf(passkeySigner(anyVerifier, { seed: seed(digit) }).id);

describe("officers' accounts on the chain", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let external: Awaited<ReturnType<typeof startExternal>>;
  let database: Database;
  let chain: EvmChain;
  let accounts: OfficerAccounts;
  const ana = { request: "invitation:ana", signers: [key("a")], threshold: 1 };
  const city = {
    request: "demo:city",
    signers: [wallet("1"), wallet("2"), wallet("3")],
    threshold: 2,
  };
  const countTransactions = async () =>
    (await database.query("select 1 from chain_transactions")).rowCount;

  before(async () => {
    [postgres, external] = await Promise.all([startPostgres(), startExternal()]);
    ({ database } = await postgres.database());
    chain = new EvmChain({ chainId: testChainId, urls: () => [external.url] });
    await registerSenders(database, chain, testAccounts);
    const ledgerParts = { chain, journal: openJournal(), deployment: { chain: 1 } };
    accounts = composeAccounts({ database, ledgerParts });
  });
  after(async () => {
    await external.stop();
    await postgres.stop();
  });

  it("are written down once for one request before anything is sent, however many ask", async () => {
    const asked = await Promise.allSettled([
      accounts.make(ana, 100),
      accounts.make(ana, 100),
      accounts.make(city, 100),
    ]);
    for (const { status } of asked) assert.equal(status, "rejected");
    // Two verifiers, two accounts.
    assert.equal(await countTransactions(), 4);
    assert.equal(await chain.nextNonce(testAccounts.relay.address), 0);
    assert.equal(await accounts.isMade(ana.request), false);
    const written = await accounts.find(ana.request);
    assert.equal(written?.state, "sent");
  });

  it("leave nothing behind where the work around them fails", async () => {
    const failing = database.transaction(async (tx) => {
      await accounts.write(tx, { ...ana, request: "invitation:none" });
      throw new Error("the work around it failed");
    });
    await assert.rejects(failing, /around it/);
    assert.equal(await countTransactions(), 4);
    assert.equal(await accounts.find("invitation:none"), null);
  });

  it("are made at the addresses that were written down, and are found again", async () => {
    const written = await accounts.find(ana.request);
    const sender = await startSender(database, () => [external.url]);
    const made = await accounts.make(ana, 30_000);
    assert.equal(made, written?.address);
    assert.equal(await accounts.make(ana, 30_000), made);
    await accounts.make(city, 30_000);
    await sender.stop();
    assert.equal(await countTransactions(), 4);
    assert.notEqual(await chain.codeAt(made), "0x");
    assert.equal((await accounts.find(ana.request))?.state, "made");
  });

  it("sign as their people do", async () => {
    const { webAuthn } = (await accounts.verifiers()) ?? assert.fail();
    const contents = {
      domain: { name: "Test", chainId: testChainId, verifyingContract: seed("9").slice(0, 42) },
      types: { Say: [{ name: "word", type: "string" }] },
      message: { word: "yes" },
    };
    const { domain, types, message } = contents;
    const hash = hashTypedData({ domain, types, primaryType: "Say", message } as never);
    const contract = new EvmAccountContracts(chain);
    const isSigned = async (request: string, signers: Parameters<typeof signNested>[1]) => {
      const { address } = (await accounts.find(request)) ?? assert.fail();
      const own = { name: "Sello Officer Account", version: "1", chainId: testChainId };
      const signature = await signNested({ ...own, verifyingContract: address }, signers, contents);
      return contract.isSigned(address, hash, signature as Hex);
    };
    const passkey = passkeySigner(webAuthn, { seed: seed("a") });
    const other = passkeySigner(webAuthn, { seed: seed("b") });
    assert.equal(await isSigned(ana.request, [passkey]), true);
    assert.equal(await isSigned(ana.request, [other]), false);
    const two = [walletSigner(seed("1")), walletSigner(seed("3"))];
    assert.equal(await isSigned(city.request, two), true);
    assert.equal(await isSigned(city.request, two.slice(1)), false);
  });

  it("share one pair of verifiers, and no request's account has other signers than were asked for", async () => {
    await assert.rejects(
      accounts.make({ ...ana, signers: [key("b")] }, 100),
      withCode("officer_account.request"),
    );
    await assert.rejects(
      accounts.make({ ...ana, request: "invitation:ben" }, 100),
      withCode("officer_account.pending"),
    );
    assert.equal(await countTransactions(), 5);
  });

  it("cost no transaction where the contract would refuse them", async () => {
    const off = { kind: "passkey", x: seed("1"), y: seed("1") } as const;
    const zero = { kind: "wallet", address: `0x${"0".repeat(40)}` } as const;
    const mail = { kind: "wallet", address: "0x12" } as const;
    const asKey = { ...key("a"), kind: "p256" } as AccountSigner;
    const refused: (readonly [readonly AccountSigner[], number, string])[] = [
      [[], 1, "signers"],
      [[off], 1, "signers"],
      [[zero], 1, "signers"],
      [[mail], 1, "signers"],
      [[wallet("1"), wallet("1")], 1, "signers"],
      [[key("a"), asKey], 1, "signers"],
      [Array.from({ length: 17 }, (_, i) => key(i.toString(16).slice(-1))), 1, "signers"],
      [[wallet("1")], 2, "threshold"],
      [[wallet("1")], 0, "threshold"],
    ];
    for (const [signers, threshold, what] of refused)
      await assert.rejects(
        accounts.make({ request: "refused", signers, threshold }, 100),
        withCode(`officer_account.${what}`),
      );
    await delay(10);
    assert.equal(await countTransactions(), 5);
  });

  it("wait while the verifiers are on their way from an account that has since been replaced", async () => {
    const { database: other } = await postgres.database();
    await registerSenders(other, chain, testAccounts);
    const store = new PgOfficerAccounts(1);
    const before = new OfficerAccounts({ database: other, chain, store, journal: openJournal() });
    await other.transaction((tx) => before.write(tx, ana));
    const next = testAccounts.status.address;
    const journal = {
      enqueueDeployment: async () => ({ id: 1n, hash: "0x" as Hex, sender: next, nonce: 0n }),
    };
    const after = new OfficerAccounts({ database: other, chain, store, journal });
    const asked = other.transaction((tx) => after.write(tx, city));
    await assert.rejects(asked, withCode("chain.account_turnover"));
  });
});

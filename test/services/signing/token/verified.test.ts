import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { verify } from "@sello/sdk";
import { openDeployment } from "../../../../services/ledger/deployment/deployContracts.ts";
import { PgJournal } from "../../../../services/ledger/journal/PgJournal.ts";
import { registerSenders } from "../../../../services/ledger/journal/registerSenders.ts";
import type { SenderAccounts } from "../../../../services/ledger/journal/SenderAccount.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { openNoteKey } from "../../../../services/signing/openNoteKey.ts";
import { PgSealedKeyStore } from "../../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../../services/signing/SealedKeys.ts";
import { TokenKeys } from "../../../../services/signing/token/TokenKeys.ts";
import { isInToken } from "../../../../services/signing/token/TokenReference.ts";
import {
  startExternal,
  startSender,
  testChainId,
  testCity,
  testOrigin,
} from "../../../support/chain.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { makeSoftToken, type SoftToken } from "../../../support/softHsm.ts";
import { type Slug, slugs, World, worldTimes } from "../../../support/world.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let soft: SoftToken;
let keys: SealedKeys;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  soft = makeSoftToken();
  keys = await SealedKeys.open({
    store: new PgSealedKeyStore(database),
    secret: "a secret of the tests, long enough",
    token: await TokenKeys.open(soft),
  });
});
after(async () => {
  await postgres?.stop();
  soft?.remove();
});

/** A city whose authorities, log and signers of trust lists have their keys in the token. */
async function openWorld(): Promise<World> {
  const world = new World();
  const own = await Promise.all(
    slugs.map(
      async (slug): Promise<[Slug, object]> => [slug, await keys.createOrLoad(slug, "es256")],
    ),
  );
  const noteKey = ({ key: { name } }: World["log"]) => openNoteKey(keys, name, `note/${name}`);
  return Object.assign(world, {
    keys: Object.fromEntries(own),
    log: await noteKey(world.log),
    signers: await Promise.all(world.signers.map(noteKey)),
  });
}

test("the sdk finds a document valid whose signatures all come from the token", async () => {
  const world = await openWorld();
  const { file } = await world.make();
  const [list, status] = [await world.trustList(), await world.statusList()];
  const verdict = await verify(file, list, [status], {}, worldTimes.now);
  assert.equal(verdict.outcome, "valid", JSON.stringify(verdict.checks));
  const { rows } = await database.query<{ sealed: Buffer }>("select sealed from sealed_keys");
  assert.equal(rows.length, 7);
  assert.ok(rows.every(({ sealed }) => isInToken(sealed)));
});

test("the chain takes what accounts in the token have signed", async () => {
  const chain = await startExternal();
  const account = (role: string) => keys.createOrLoad(`account/${role}`, "secp256k1");
  const accounts: SenderAccounts = {
    anchor: await account("anchor"),
    status: await account("status"),
    relay: await account("relay"),
  };
  const sender = await startSender(database, () => [chain.url]);
  try {
    await database.query("delete from chain_senders");
    await registerSenders(database, sender.chain, accounts);
    const journal = new PgJournal({ chainId: testChainId, accounts, contracts: null });
    const city = { ...testCity, firstAdministrator: accounts.relay.address };
    const parts = { database, journal, chain: sender.chain, city, origin: testOrigin };
    await openDeployment(parts);
    const { rows } = await database.query<{ state: string; sender: Buffer }>(
      "select distinct state, sender from chain_transactions",
    );
    assert.deepEqual(
      rows.map(({ state }) => state),
      rows.map(() => "mined"),
    );
    const senders = rows.map(({ sender: address }) => `0x${address.toString("hex")}`);
    const ours = Object.values(accounts).map(({ address }) => address.toLowerCase());
    assert.ok(senders.length > 0 && senders.every((address) => ours.includes(address)));
  } finally {
    await sender.stop();
    await chain.stop();
  }
});

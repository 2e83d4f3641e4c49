import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import { PgDeployments } from "../../../../services/ledger/deployment/PgDeployments.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import type { RegistryOperation } from "../../../../services/registry/changes/RegistryRequest.ts";
import { readRelayed } from "../../../../services/registry/changes/readRelayed.ts";
import type { RegistryTypedData } from "../../../../services/registry/changes/registryTypedData.ts";
import { toKeyAddition, toRotation } from "../../../../services/registry/changes/toRotation.ts";
import { toIss } from "../../../../services/registry/toIss.ts";
import type { KeyOfKind } from "../../../../services/signing/keyKinds.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { type OpenRegistry, openRegistry, publicUrl, startAnvil } from "../registryChain.ts";

type Wallet = KeyOfKind["secp256k1"];

const idOf = (slug: string) => toAuthorityId(toIss(publicUrl, slug));
const names = JSON.stringify({ zh: "福田", es: "Futian", en: "Futian" });

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let anvil: Awaited<ReturnType<typeof startAnvil>>;
let database: Database;
let open: OpenRegistry;
let administrator: Wallet;
let stranger: Wallet;
before(async () => {
  [postgres, anvil] = await Promise.all([startPostgres(), startAnvil()]);
  ({ database } = await postgres.database());
  open = await openRegistry(anvil.url, database, async (keys) => {
    administrator = await keys.createOrLoad("officer/city", "secp256k1");
    stranger = await keys.createOrLoad("officer/stranger", "secp256k1");
    const iss = toIss(publicUrl, "city");
    return { city: idOf("city"), iss, names, administrator: administrator.address };
  });
});
after(async () => {
  await anvil.stop();
  await postgres.stop();
});

const registration = (slug: string): RegistryOperation => ({
  operation: "RegisterAuthority",
  values: {
    authority: idOf(slug),
    parent: idOf("city"),
    kind: 2,
    issuer: toIss(publicUrl, slug),
    names,
  },
});

const suspension = (slug: string): RegistryOperation => ({
  operation: "SetState",
  values: { authority: idOf(slug), state: 2 },
});

async function sign(wallet: Wallet, operation: RegistryOperation, typedData: RegistryTypedData) {
  const signature = await wallet.signTypedData(typedData as never);
  const { nonce, deadline } = typedData.message;
  return { ...operation, authorization: { signer: wallet.address, nonce, deadline, signature } };
}

const signed = async (wallet: Wallet, operation: RegistryOperation) =>
  sign(wallet, operation, await open.changes.prepare(wallet.address, operation));

test("what an officer's wallet signs is relayed, and its state can be followed", async () => {
  const request = await signed(administrator, registration("futian"));
  const { id } = await open.changes.submit(request);
  assert.equal((await open.changes.state(id)).state, "sent");
  await open.advance();
  const state = await open.changes.wait(id, 60_000);
  assert.equal(state.state, "effective");
  await open.registry.reach(state.blockNumber ?? 0n, 60_000);
  assert.equal((await open.registry.bySlug("futian")).name.zh, "福田");
  const known = await open.changes.many([id, id, "999999", "x"]);
  assert.deepEqual([...known.keys()], [id]);
  const change = known.get(id) ?? assert.fail();
  assert.deepEqual(change, await open.changes.get(id));
  const { raw, sentAt, endedAt, ...rest } = change;
  assert.deepEqual(rest, state);
  assert.deepEqual(
    readRelayed(raw).map(({ operation, signer }) => [operation, signer.toLowerCase()]),
    [["RegisterAuthority", administrator.address.toLowerCase()]],
  );
  assert.ok(sentAt <= (endedAt ?? 0));
});

test("a request is good once", async () => {
  const request = await signed(administrator, registration("luohu"));
  await open.changes.submit(request);
  await open.advance();
  await assert.rejects(open.changes.submit(request), {
    code: "registry_change.refused",
    data: {
      error: "InvalidAccountNonce",
      args: { account: administrator.address, currentNonce: "2" },
    },
  });
});

test("the service cannot decide in an officer's place", async () => {
  const operation = registration("nanshan");
  const typedData = await open.changes.prepare(administrator.address, operation);
  const forged = await sign(stranger, operation, typedData);
  const authorization = { ...forged.authorization, signer: administrator.address };
  await assert.rejects(open.changes.submit({ ...forged, authorization }), {
    code: "registry_change.signature",
  });
  await assert.rejects(open.changes.submit(await signed(stranger, operation)), (error: unknown) => {
    const { code, data } = error as { code: string; data: { error: string } };
    assert.equal(code, "registry_change.refused");
    assert.equal(data.error, "AuthorityRegistry_NotAdministrator");
    return true;
  });
});

test("a request that was altered after signing is refused", async () => {
  const request = await signed(administrator, suspension("futian"));
  const altered = { ...request, values: { ...request.values, state: 3 } };
  await assert.rejects(open.changes.submit(altered), { code: "registry_change.signature" });
});

test("several requests become effective together or not at all", async () => {
  const operations = [registration("yantian"), registration("baoan")];
  const prepared = await open.changes.prepareMany(administrator.address, operations);
  const requests = await Promise.all(
    operations.map((operation, index) =>
      sign(administrator, operation, prepared[index] as RegistryTypedData),
    ),
  );
  const bad = [requests[0], { ...requests[1], values: { ...requests[1]?.values, kind: 1 } }];
  await assert.rejects(open.changes.submit(bad), { code: "registry_change.signature" });
  await open.changes.submit(requests);
  await open.advance();
  await open.registry.refresh();
  assert.equal((await open.registry.bySlug("yantian")).kind, "district");
  assert.equal((await open.registry.bySlug("baoan")).kind, "district");
});

test("what is not a request is refused with what is wrong where", async () => {
  const request = await signed(administrator, suspension("futian"));
  const { authorization, values } = request;
  const wrong: readonly [unknown, string][] = [
    [null, ""],
    [{ ...request, operation: "Upgrade" }, "/operation"],
    [{ ...request, extra: 1 }, ""],
    [{ ...request, values: { ...values, state: 256 } }, "/values/state"],
    [{ ...request, values: { ...values, authority: "0x12" } }, "/values/authority"],
    [{ ...request, values: { ...values, other: 1 } }, "/values"],
    [{ ...request, values: { state: 2 } }, "/values/authority"],
    [{ ...request, authorization: { ...authorization, nonce: "-1" } }, "/authorization/nonce"],
    [
      { ...request, authorization: { ...authorization, signature: "0x0" } },
      "/authorization/signature",
    ],
  ];
  for (const [input, pointer] of wrong) {
    await assert.rejects(open.changes.submit(input), (error: unknown) => {
      const { code, data } = error as { code: string; data: { violations: { pointer: string }[] } };
      assert.equal(code, "registry_change.malformed");
      assert.deepEqual(
        data.violations.map((violation) => violation.pointer),
        [pointer],
      );
      return true;
    });
  }
  const many = Array.from({ length: 11 }, () => request);
  await assert.rejects(open.changes.submit(many), { code: "registry_change.too_many" });
  await assert.rejects(open.changes.submit([]), { code: "registry_change.too_many" });
});

test("a request whose deadline has passed is not relayed", async () => {
  const request = await signed(administrator, suspension("futian"));
  const authorization = { ...request.authorization, deadline: "1000" };
  await assert.rejects(open.changes.submit({ ...request, authorization }), {
    code: "registry_change.expired",
  });
});

test("a change that is not there is unknown, whatever the id looks like", async () => {
  for (const id of ["999999", "-1", "x", "", "1e9", "9".repeat(30)]) {
    await assert.rejects(open.changes.state(id), { code: "registry_change.unknown" });
    await assert.rejects(open.changes.get(id), { code: "registry_change.unknown" });
  }
});

test("a rotation on the chain: the new key begins, the old one ends after the overlap", async () => {
  const { registry, signer, changes } = open;
  const submit = async (operations: readonly RegistryOperation[]) => {
    const prepared = await changes.prepareMany(administrator.address, operations);
    const requests = operations.map((operation, index) =>
      sign(administrator, operation, prepared[index] as RegistryTypedData),
    );
    await changes.submit(await Promise.all(requests));
    await open.advance();
    await registry.refresh();
  };
  const first = await signer.firstKey(idOf("futian"));
  const introduce = (kid: string, from: number) =>
    signer.introduce(kid, changes.place, { authority: idOf("futian"), from, until: 0 });
  await submit([toKeyAddition(await introduce(first.kid, 0))]);
  const from = Math.floor(Date.now() / 1000) + 3_600;
  assert.equal((await signer.current(idOf("futian"), from)).kid, first.kid);
  const next = await signer.nextKey(idOf("futian"));
  const key = await introduce(next.kid, from);
  await submit(toRotation(await registry.bySlug("futian"), key, from + 60));
  assert.equal((await signer.current(idOf("futian"), from - 1)).kid, first.kid);
  assert.equal((await signer.current(idOf("futian"), from)).kid, next.kid);
  const untils = (await registry.bySlug("futian")).keys.map(({ until }) => until);
  assert.deepEqual(untils.sort(), [from + 60, null].sort());
});

type Signed = Awaited<ReturnType<typeof signed>>;
const withSignature = (request: Signed, signature: `0x${string}`): Signed => ({
  ...request,
  authorization: { ...request.authorization, signature },
});

test("A2 v of 0 or 1 and EIP-2098 are taken as what they mean; a high s is refused with words", async () => {
  const forms = [
    (text: string) => `${text.slice(0, 130)}0${Number.parseInt(text.slice(130), 16) - 27}`,
    (text: string) => {
      const bit = BigInt(Number.parseInt(text.slice(130), 16) - 27) << 255n;
      const s = (BigInt(`0x${text.slice(66, 130)}`) | bit).toString(16).padStart(64, "0");
      return `${text.slice(0, 66)}${s}`;
    },
  ];
  for (const [index, form] of forms.entries()) {
    const request = await signed(administrator, registration(`ledger-${index}`));
    const signature = form(request.authorization.signature) as `0x${string}`;
    const { id } = await open.changes.submit(withSignature(request, signature));
    await open.advance();
    assert.equal((await open.changes.wait(id, 60_000)).state, "effective");
  }
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const request = await signed(administrator, registration("twin"));
  const { signature } = request.authorization;
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, "0");
  const v = signature.endsWith("1b") ? "1c" : "1b";
  const twin = `${signature.slice(0, 66)}${s}${v}` as `0x${string}`;
  await assert.rejects(open.changes.submit(withSignature(request, twin)), {
    code: "registry_change.signature",
    message: /higher of two/,
  });
  await assert.rejects(open.changes.submit(withSignature(request, "0x12")), {
    code: "registry_change.signature",
    message: /65 bytes/,
  });
});

test("A1 where the account has code, the account alone judges, of whatever length the signature is", async () => {
  // Answers every question with the magic value of ERC-1271.
  const agrees = `0x7f1626ba7e${"00".repeat(28)}60005260206000f3`;
  await anvilCall("anvil_setCode", [administrator.address, agrees]);
  try {
    for (const [index, length] of [65, 1, 200].entries()) {
      const request = await signed(administrator, registration(`wallet-${index}`));
      const signature = `0x${"11".repeat(length)}` as const;
      const { id } = await open.changes.submit(withSignature(request, signature));
      await open.advance();
      assert.equal((await open.changes.wait(id, 60_000)).state, "effective");
    }
  } finally {
    await anvilCall("anvil_setCode", [administrator.address, "0x"]);
  }
});

async function anvilCall(method: string, params: readonly unknown[]): Promise<void> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const headers = { "content-type": "application/json" };
  await fetch(anvil.url, { method: "POST", headers, body });
}

// Last: a closed deployment takes nothing more.
test("while the network moves to its next contracts, nothing is prepared or relayed, and that is said", async () => {
  const request = await signed(administrator, suspension("futian"));
  await database.transaction((tx) => new PgDeployments(database).close(tx, { id: 1, chain: 1 }));
  const closing = { code: "chain.closing", status: 503 };
  await assert.rejects(open.changes.submit(request), closing);
  const { address } = administrator;
  await assert.rejects(open.changes.prepare(address, suspension("futian")), closing);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspect } from "node:util";
import { toAuthorityId } from "@sello/sdk";
import { getAddress } from "ethers";
import { type Abi, encodeDeployData, type Hex } from "viem";
import { apiLimits } from "../../../../api/limits.ts";
import {
  erc7913P256VerifierBytecode,
  erc7913WebAuthnVerifierBytecode,
  officerAccountBytecode,
} from "../../../../services/ledger/evm/abi/accountBytecode.ts";
import { officerAccountAbi } from "../../../../services/ledger/evm/abi/officerAccountAbi.ts";
import type { RegistryOperation } from "../../../../services/registry/changes/RegistryRequest.ts";
import { toIss } from "../../../../services/registry/toIss.ts";
import type { KeyOfKind } from "../../../../services/signing/keyKinds.ts";
import { signNested } from "../../../support/accountSignature.ts";
import {
  type AccountSigner,
  p256Signer,
  passkeySigner,
  type TypedData,
  walletSigner,
} from "../../../support/accountSigners.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { type OpenRegistry, openRegistry, publicUrl, rpc, startAnvil } from "../registryChain.ts";

const idOf = (slug: string) => toAuthorityId(toIss(publicUrl, slug));
const names = JSON.stringify({ zh: "福田", es: "Futian", en: "Futian" });
const bytesOf = (hex: string) => (hex.length - 2) / 2;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let anvil: Awaited<ReturnType<typeof startAnvil>>;
let open: OpenRegistry;
let administrator: KeyOfKind["secp256k1"];
let verifiers: { readonly p256: Hex; readonly webAuthn: Hex };
before(async () => {
  // Before Osaka there is no precompile for P-256: signatures cost the most.
  [postgres, anvil] = await Promise.all([startPostgres(), startAnvil({ hardfork: "prague" })]);
  const { database } = await postgres.database();
  open = await openRegistry(anvil.url, database, async (keys) => {
    administrator = await keys.createOrLoad("officer/city", "secp256k1");
    const iss = toIss(publicUrl, "city");
    return { city: idOf("city"), iss, names, administrator: administrator.address };
  });
  verifiers = {
    p256: await deploy(erc7913P256VerifierBytecode),
    webAuthn: await deploy(erc7913WebAuthnVerifierBytecode),
  };
});
after(async () => {
  await anvil.stop();
  await postgres.stop();
});

/** By an account that anvil lets act without a key. */
async function deploy(data: Hex): Promise<Hex> {
  const from = "0x00000000000000000000000000000000000d0e50";
  await rpc(anvil.url, "anvil_impersonateAccount", [from]);
  const transaction = { from, data, gas: "0xf00000", gasPrice: "0x0" };
  const hash = await rpc(anvil.url, "eth_sendTransaction", [transaction]);
  await rpc(anvil.url, "evm_mine");
  const receipt = await rpc(anvil.url, "eth_getTransactionReceipt", [hash]);
  return (receipt as { contractAddress: Hex }).contractAddress;
}

/** An account of these people that administers the city, appointed under an address in the letters given. */
async function appoint(
  people: readonly AccountSigner[],
  threshold: number,
  write: (address: string) => string = String,
): Promise<Hex> {
  const ids = people.map((person) => person.id);
  const args = [verifiers.p256, verifiers.webAuthn, ids, BigInt(threshold)];
  const abi = officerAccountAbi as Abi;
  const account = await deploy(encodeDeployData({ abi, bytecode: officerAccountBytecode, args }));
  const values = { authority: idOf("city"), officer: write(account), roles: 1 };
  const operation: RegistryOperation = { operation: "SetOfficer", values };
  const typedData = await open.changes.prepare(administrator.address, operation);
  const signature = await administrator.signTypedData(typedData as never);
  const { nonce, deadline } = typedData.message;
  const authorization = { signer: administrator.address, nonce, deadline, signature };
  await effective(await open.changes.submit({ ...operation, authorization }));
  return account;
}

async function effective({ id }: { readonly id: string }): Promise<void> {
  await open.advance();
  const state = await open.changes.wait(id, 60_000);
  assert.equal(state.state, "effective", inspect(state));
}

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

/** What `POST /v1/registry-changes` takes, signed by an account's people after what `…/prepare` says. */
async function requestOf(
  account: Hex,
  people: readonly AccountSigner[],
  operation: RegistryOperation,
  signer: string = account,
) {
  const { domain, types, primaryType, message } = await open.changes.prepare(account, operation);
  const own = {
    name: "Sello Officer Account",
    version: "1",
    chainId: domain.chainId,
    verifyingContract: account,
  };
  const contents = { domain, types: { [primaryType]: types[primaryType as never] }, message };
  const signature = await signNested(own, people, contents as unknown as TypedData);
  const { nonce, deadline } = message;
  return { ...operation, authorization: { signer, nonce, deadline, signature } };
}

const passkeys = (count: number) =>
  Array.from({ length: count }, () => passkeySigner(verifiers.webAuthn));

test("an account of three of five, by passkeys, a wallet and a P-256 key, registers an authority", async () => {
  const people = [...passkeys(3), walletSigner(), p256Signer(verifiers.p256)];
  const account = await appoint(people, 3);
  for (const [index, three] of [people.slice(0, 3), people.slice(2)].entries()) {
    const request = await requestOf(account, three, registration(`mixed-${index}`));
    assert.ok(bytesOf(request.authorization.signature) > 1_024);
    await effective(await open.changes.submit(request));
  }
});

test("the longest signature an account can make is taken, and its gas is there", async () => {
  const people = passkeys(16);
  const account = await appoint(people, 16);
  const request = await requestOf(account, people, registration("crowd"));
  const bytes = bytesOf(request.authorization.signature);
  assert.ok(bytes > 10_000 && bytes <= apiLimits.registrySignatureBytes, `${bytes} bytes`);
  await effective(await open.changes.submit(request));
});

test("a signature over the limit is refused with where and how much", async () => {
  const account = await appoint([walletSigner()], 1);
  const request = await requestOf(account, [walletSigner()], registration("long"));
  const { registrySignatureBytes } = apiLimits;
  for (const [bytes, code] of [
    [registrySignatureBytes, "registry_change.refused"],
    [registrySignatureBytes + 1, "registry_change.malformed"],
  ] as const) {
    const authorization = { ...request.authorization, signature: `0x${"ab".repeat(bytes)}` };
    await assert.rejects(open.changes.submit({ ...request, authorization }), { code });
  }
});

test("requests whose signatures are too long together are refused before the chain is asked", async () => {
  const account = await appoint([walletSigner()], 1);
  const request = await requestOf(account, [walletSigner()], registration("heap"));
  const signature = `0x${"ab".repeat(apiLimits.registrySignatureBytes)}`;
  const long = { ...request, authorization: { ...request.authorization, signature } };
  const many = Array.from({ length: apiLimits.registryChanges }, () => long);
  await assert.rejects(open.changes.submit(many), { code: "registry_change.too_many" });
});

test("too few people, and people of another account, are refused", async () => {
  const people = [walletSigner(), ...passkeys(2)];
  const [account, twin] = [await appoint(people, 2), await appoint(people, 2)];
  const alone = await requestOf(account, people.slice(0, 1), registration("few"));
  const request = await requestOf(twin, people, registration("few"));
  const moved = { ...request, authorization: { ...request.authorization, signer: account } };
  for (const refused of [alone, moved]) {
    await assert.rejects(open.changes.submit(refused), (error: unknown) => {
      const { code, data } = error as { code: string; data: { error: string } };
      assert.equal(code, "registry_change.refused");
      assert.equal(data.error, "AuthorityRegistry_InvalidSignature");
      return true;
    });
  }
  await effective(await open.changes.submit(request));
});

test("an address counts in whatever letters it is written", async () => {
  const people = passkeys(2);
  const upper = (address: string) => `0x${address.slice(2).toUpperCase()}`;
  for (const [index, write] of [getAddress, upper, String].entries()) {
    const account = await appoint(people, 2, write);
    await open.registry.refresh();
    const city = await open.registry.bySlug("city");
    const found = city.officers.filter(({ address }) => address === account.toLowerCase());
    assert.equal(found.length, 1);
    const operation = registration(`letters-${index}`);
    const request = await requestOf(account, people, operation, upper(account));
    await effective(await open.changes.submit(request));
  }
});

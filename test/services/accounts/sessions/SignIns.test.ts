import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Hex } from "@sello/sdk";
import { encodeDeployData, stringToHex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { SharedOffices } from "../../../../services/accounts/many/SharedOffices.ts";
import { AccountSignatures } from "../../../../services/accounts/sessions/AccountSignatures.ts";
import { EvmAccountContracts } from "../../../../services/accounts/sessions/EvmAccountContracts.ts";
import { PgSessionStore } from "../../../../services/accounts/sessions/PgSessionStore.ts";
import { SignIns } from "../../../../services/accounts/sessions/SignIns.ts";
import { Standings } from "../../../../services/accounts/sessions/Standings.ts";
import {
  erc7913P256VerifierBytecode,
  erc7913WebAuthnVerifierBytecode,
  officerAccountBytecode,
} from "../../../../services/ledger/evm/abi/accountBytecode.ts";
import { officerAccountAbi } from "../../../../services/ledger/evm/abi/officerAccountAbi.ts";
import { EvmChain } from "../../../../services/ledger/evm/EvmChain.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { EvmManyAccounts } from "../../../../services/registry/accounts/EvmManyAccounts.ts";
import { signTogether, toPersonal } from "../../../support/accountSignature.ts";
import { type AccountSigner, walletSigner } from "../../../support/accountSigners.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { chainId, sendDeployment, startAnvil } from "../../registry/registryChain.ts";
import { idOf, Officers, offices } from "./Officers.ts";

const publicUrl = "https://sello.test";
const startMs = 1_800_000_000_000;
const officer = privateKeyToAccount(generatePrivateKey());

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let anvil: Awaited<ReturnType<typeof startAnvil>>;
let nonces: PgSessionStore;
let registry: Officers;
let signIns: SignIns;

before(async () => {
  [postgres, anvil] = await Promise.all([startPostgres(), startAnvil()]);
  nonces = new PgSessionStore((await postgres.database()).database);
});
after(async () => {
  await anvil.stop();
  await postgres.stop();
});

/** Lowercase. */
let auditor = "";

beforeEach(() => {
  auditor = "";
  nowMs = startMs;
  registry = new Officers();
  registry.set(offices.housing, officer.address, 2);
  const chain = new EvmChain({ chainId, urls: () => [anvil.url] });
  signIns = new SignIns({
    nonces,
    signatures: new AccountSignatures(new EvmAccountContracts(chain)),
    registry,
    standings: new Standings({
      shared: new SharedOffices({ accounts: new EvmManyAccounts(chain), registry }),
      auditors: { audited: async (who) => (who === auditor ? [idOf(offices.housing)] : []) },
    }),
    clock: { nowMs: () => nowMs },
    publicUrl,
    chainId,
  });
});

type Fields = Parameters<typeof createSiweMessage>[0];

/** The message as a wallet shows it, of a sign-in that was just begun. */
async function begin(address: Hex, part: Partial<Fields> = {}): Promise<string> {
  const { issuedAt, expirationTime, ...begun } = await signIns.begin("192.0.2.1");
  const times = { issuedAt: new Date(issuedAt), expirationTime: new Date(expirationTime) };
  return createSiweMessage({ ...begun, ...times, address, version: "1", ...part });
}

const verify = (message: string, signature: Hex, address = "192.0.2.1") =>
  signIns.verify(message, signature, address);

async function signIn(part: Partial<Fields> = {}, wallet = officer): Promise<Hex> {
  const message = await begin(wallet.address, part);
  return verify(message, await wallet.signMessage({ message }));
}

const lower = officer.address.toLowerCase();

test("a good signature signs its account in", async () => {
  assert.equal(await signIn(), lower);
});

test("A4 the address may be written in any case, if what was signed is what was sent", async () => {
  const [plain, loud] = [lower, `0x${lower.slice(2).toUpperCase()}`];
  for (const address of [plain, loud]) {
    const message = (await begin(officer.address)).replace(officer.address, address);
    assert.equal(await verify(message, await officer.signMessage({ message })), lower);
  }
  const message = await begin(officer.address);
  const signature = await officer.signMessage({ message });
  await assert.rejects(verify(message.replace(officer.address, plain), signature), {
    code: "sign_in.signature",
  });
});

test("a hardware wallet's v of 0 or 1, and the short form of EIP-2098, are good", async () => {
  for (let count = 0; count < 6; count += 1) {
    const message = await begin(officer.address);
    const signature = await officer.signMessage({ message });
    const v = Number.parseInt(signature.slice(130), 16) - 27;
    const s = BigInt(`0x${signature.slice(66, 130)}`) | (BigInt(v) << 255n);
    const forms: readonly Hex[] = [
      `${signature.slice(0, 130)}0${v}` as Hex,
      `${signature.slice(0, 66)}${s.toString(16).padStart(64, "0")}` as Hex,
    ];
    assert.equal(await verify(message, forms[count % 2] as Hex), lower);
  }
});

test("a nonce is good once, of ours alone, and not for long", async () => {
  const message = await begin(officer.address);
  const signature = await officer.signMessage({ message });
  await verify(message, signature);
  await assert.rejects(verify(message, signature), { code: "sign_in.nonce" });
  await assert.rejects(signIn({ nonce: "0123456789abcdef" }), { code: "sign_in.nonce" });
  const late = await begin(officer.address, { expirationTime: new Date(startMs + 3_600_000) });
  nowMs += limits.signInSeconds * 1_000;
  await assert.rejects(verify(late, await officer.signMessage({ message: late })), {
    code: "sign_in.nonce",
  });
});

test("of two that use one nonce at once, one is signed in", async () => {
  const message = await begin(officer.address);
  const signature = await officer.signMessage({ message });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 4 }, () => verify(message, signature)),
  );
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
});

test("a message for another site, address, chain or time is refused", async () => {
  const other: readonly (readonly [Partial<Fields>, string])[] = [
    [{ domain: "evil.test" }, "sign_in.domain"],
    [{ uri: "https://evil.test" }, "sign_in.domain"],
    [{ scheme: "http" }, "sign_in.domain"],
    [{ chainId: 1 }, "sign_in.chain"],
    [{ expirationTime: new Date(startMs - 1) }, "sign_in.time"],
    [{ notBefore: new Date(startMs + 1) }, "sign_in.time"],
    [{ statement: "Give me all." }, "sign_in.message"],
  ];
  for (const [part, code] of other) await assert.rejects(signIn(part), { code });
  assert.equal(await signIn({ scheme: "https", notBefore: new Date(startMs) }), lower);
});

test("what is no message of EIP-4361, or holds more than one, is refused", async () => {
  const good = await begin(officer.address);
  for (const message of [
    "",
    "hello",
    good.replace("Version: 1", "Version: 2"),
    `${good}\nmore`,
    good.replace("URI:", "URI: https://evil.test\nURI:"),
    good.replace(/Issued At: .*/, "Issued At: yesterday"),
    `${good}\n${good}`,
    good.replace(/Chain ID: .*\n/, ""),
  ])
    await assert.rejects(verify(message, await officer.signMessage({ message })), {
      code: "sign_in.message",
    });
});

test("a signature of somebody else, or what is no signature, is refused", async () => {
  const stranger = privateKeyToAccount(generatePrivateKey());
  const message = await begin(officer.address);
  await assert.rejects(verify(message, await stranger.signMessage({ message })), {
    code: "sign_in.signature",
  });
  for (const signature of ["0x00", `0x${"ff".repeat(65)}`, `0x${"00".repeat(65)}`] as const)
    await assert.rejects(verify(await begin(officer.address), signature, "192.0.2.2"), {
      code: "sign_in.signature",
    });
});

test("an account without a role is told so, and one whose role was withdrawn", async () => {
  const stranger = privateKeyToAccount(generatePrivateKey());
  await assert.rejects(signIn({}, stranger), { code: "sign_in.no_role", status: 403 });
  registry.set(offices.housing, officer.address, 8);
  await assert.rejects(signIn(), { code: "sign_in.no_role" });
  registry.set(offices.police, officer.address, 1);
  assert.equal(await signIn(), lower);
});

test("a role that another process has read already signs in here too", async () => {
  const appointed = privateKeyToAccount(generatePrivateKey());
  registry.setUnread(offices.police, appointed.address, 2);
  assert.equal(await signIn({}, appointed), appointed.address.toLowerCase());
});

test("failures are counted by address, and of an account by address: nobody is kept out from elsewhere", async () => {
  const fail = async (address: string) => verify(await begin(officer.address), "0x00", address);
  for (let count = 0; count < limits.signInFailuresPerAccount; count += 1)
    await assert.rejects(fail("198.51.100.1"), { code: "sign_in.signature" });
  await assert.rejects(fail("198.51.100.1"), { code: "rate.limited" });
  const message = await begin(officer.address);
  const signature = await officer.signMessage({ message });
  assert.equal(await verify(message, signature, "198.51.100.2"), lower);
});

test("sign-ins are begun only so often from one address", async () => {
  for (let count = 0; count < limits.signInsPerAddress; count += 1) await signIns.begin("a");
  await assert.rejects(signIns.begin("a"), { code: "rate.limited", status: 429 });
  assert.equal((await signIns.begin("b")).chainId, chainId);
});

/** An account of two of three people, on the chain. */
async function deployAccount(people: readonly AccountSigner[]): Promise<Hex> {
  const deployer = privateKeyToAccount(generatePrivateKey());
  const send = (data: Hex) => sendDeployment(anvil.url, deployer, data);
  const p256 = await send(erc7913P256VerifierBytecode);
  const webAuthn = await send(erc7913WebAuthnVerifierBytecode);
  const ids = people.map(({ id }) => id as Hex).toSorted();
  return send(
    encodeDeployData({
      abi: officerAccountAbi,
      bytecode: officerAccountBytecode,
      args: [p256, webAuthn, ids, 2n],
    }),
  );
}

/** The people's signature of a personal message, as their account takes it (ERC-7739). */
async function signAs(account: Hex, people: readonly AccountSigner[], message: string) {
  const bytes = Buffer.byteLength(message);
  const prefixed = stringToHex(`\u0019Ethereum Signed Message:\n${bytes}${message}`);
  const domain = {
    ...{ name: "Sello Officer Account", version: "1" },
    ...{ chainId, verifyingContract: account },
  };
  return (await signTogether(people, toPersonal(domain, prefixed))) as Hex;
}

test("an account of many people is signed in by as many as it wants, and by no one of them alone", async () => {
  const owner = privateKeyToAccount(generatePrivateKey());
  const ownersId: AccountSigner = {
    id: owner.address.toLowerCase(),
    sign: (data) => owner.signTypedData({ ...data, primaryType: "PersonalSign" } as never),
  };
  const people = [ownersId, walletSigner(), walletSigner()];
  const account = await deployAccount(people);
  registry.set(offices.housing, account, 2);
  const message = await begin(account);
  const together = await signAs(account, people.slice(0, 2), message);
  assert.equal(await verify(message, together), account.toLowerCase());

  const alone = await begin(account);
  await assert.rejects(verify(alone, await owner.signMessage({ message: alone })), {
    code: "sign_in.signature",
  });
  const one = await begin(account);
  await assert.rejects(verify(one, await signAs(account, [ownersId], one)), {
    code: "sign_in.signature",
  });
  const another = await begin(account);
  await assert.rejects(verify(another, await signAs(account, people.slice(0, 2), message)), {
    code: "sign_in.signature",
  });
});

test("an account that is yet to be deployed is told to be deployed first", async () => {
  const account = `0x${"c3".repeat(20)}` as const;
  registry.set(offices.housing, account, 2);
  const wrapped = `0x${"00".repeat(96)}${"6492".repeat(16)}` as const;
  await assert.rejects(verify(await begin(account), wrapped), {
    code: "sign_in.not_deployed",
    status: 409,
  });
});

test("a person of an account that administers signs in as themselves, without roles of their own", async () => {
  const person = privateKeyToAccount(generatePrivateKey());
  await assert.rejects(signIn({}, person), { code: "sign_in.no_role" });
  const chain = new EvmChain({ chainId, urls: () => [anvil.url] });
  signIns = new SignIns({
    nonces,
    signatures: new AccountSignatures(new EvmAccountContracts(chain)),
    registry,
    standings: {
      of: async (who) =>
        new Map(who === person.address.toLowerCase() ? [[idOf(offices.housing), ["signer"]]] : []),
    },
    clock: { nowMs: () => nowMs },
    publicUrl,
    chainId,
  });
  assert.equal(await signIn({}, person), person.address.toLowerCase());
});

test("an auditor signs in without any role, and not any more once they were ended", async () => {
  const person = privateKeyToAccount(generatePrivateKey());
  auditor = person.address.toLowerCase();
  assert.equal(await signIn({}, person), auditor);
  auditor = "";
  await assert.rejects(signIn({}, person), { code: "sign_in.no_role" });
});

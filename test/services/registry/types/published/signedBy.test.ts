import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import { privateKeyToAccount } from "viem/accounts";
import {
  joinPlain,
  joinSignatures,
} from "../../../../../services/registry/accounts/joinSignatures.ts";
import { hashOf, toSignersData } from "../../../../../services/registry/accounts/toSignersData.ts";
import {
  approvalTypedData,
  type ToApprove,
} from "../../../../../services/registry/types/published/approvalTypedData.ts";
import { signedBy } from "../../../../../services/registry/types/published/signedBy.ts";

// Signatures are taken as given here: whether an account has made them is asked of the account before.

const [ana, ben] = [1, 2].map((n) =>
  privateKeyToAccount(`0x${String(n).padStart(64, "0")}` as Hex),
);
if (!ana || !ben) throw new Error("two people");
const lower = (address: Hex): Hex => address.toLowerCase() as Hex;
const [anas, bens] = [lower(ana.address), lower(ben.address)];
const account = (byte: string): Hex => `0x${byte.repeat(20)}`;
const key: Hex = `0x${"cc".repeat(84)}`;

const asked = (signer: Hex): ToApprove => ({
  ...{ chainId: 1, registry: account("01"), signer, name: "dog-licence/1" },
  authority: `0x${"a1".repeat(32)}` as AuthorityId,
  documentType: `0x${"d1".repeat(32)}` as DocumentTypeId,
  content: `0x${"c1".repeat(32)}`,
});

const approval = (signer: Hex, signature: Hex, isSigned = (_: Hex) => true) => ({
  ...{ asked: asked(signer), signature },
  contracts: { isSigned: async (_account: Hex, _hash: Hex, given: Hex) => isSigned(given) },
});

const alone = async () => approval(anas, await ana.signTypedData(approvalTypedData(asked(anas))));

/** Of an officer account; what its people's signatures are is not looked at where these are wallets. */
const together = (of: Hex, signers: readonly (readonly [Hex, Hex])[]) => {
  const given = signers.map(([signer, signature]) => ({ signer, signature }));
  const request = approvalTypedData(asked(of));
  return approval(of, joinSignatures({ kind: "officer-account" }, request, given));
};

const count = async (...given: readonly ReturnType<typeof approval>[]) =>
  (await signedBy(given)).size;

test("a wallet and an account of many: who signed for both is one person", async () => {
  const [m, n] = [account("aa"), account("bb")];
  assert.equal(await count(await alone(), together(m, [[anas, "0x01"]])), 1);
  assert.equal(await count(await alone(), together(m, [[bens, "0x01"]])), 2);
  const both = [
    [anas, "0x01"],
    [bens, "0x02"],
  ] as const;
  assert.equal(await count(await alone(), together(m, both)), 2);
  assert.equal(await count(together(m, [[anas, "0x01"]]), together(n, [[anas, "0x02"]])), 1);
  assert.equal(await count(together(m, both), together(n, both)), 2);
});

test("a passkey's account is its person, by itself and as a signer of another, with any of its keys", async () => {
  const [own, m] = [account("aa"), account("bb")];
  const second: Hex = `0x${"dd".repeat(84)}`;
  const byKey = (one: Hex) => joinPlain([{ signer: one, signature: "0x01" }]);
  const itself = together(own, [[key, "0x01"]]);
  assert.equal(await count(itself, together(m, [[own, byKey(key)]])), 1);
  assert.equal(await count(itself, together(m, [[own, byKey(second)]])), 1);
  assert.equal(await count(itself, together(m, [[anas, "0x01"]])), 2);
  const byBoth = together(own, [
    [key, "0x01"],
    [second, "0x02"],
  ]);
  assert.equal(await count(byBoth, together(m, [[own, byKey(second)]])), 1);
});

test("a Safe's owners count as far as it needs them; what comes behind them does not", async () => {
  const safe = account("aa");
  const hash = hashOf(
    toSignersData({ account: safe, kind: "safe" }, approvalTypedData(asked(safe))),
  );
  const [first, second] = [await ana.sign({ hash }), await ben.sign({ hash })];
  const joined: Hex = `0x${first.slice(2)}${second.slice(2)}`;
  const one = approval(safe, joined, (given) => given.length >= first.length);
  assert.equal(await count(await alone(), one), 1);
  const two = approval(safe, joined, (given) => given === joined);
  assert.equal(await count(await alone(), two), 2);
  const message = await ana.signMessage({ message: { raw: hash } });
  const asMessage: Hex = `0x${message.slice(2, -2)}${(Number.parseInt(message.slice(-2), 16) + 4).toString(16)}`;
  assert.equal(await count(await alone(), approval(safe, asMessage)), 1);
});

test("what is of no form that is known counts as its account", async () => {
  for (const signature of ["0x", "0x00", `0x${"ff".repeat(65)}`, `0x${"00".repeat(640)}`] as const)
    assert.deepEqual([...(await signedBy([approval(account("aa"), signature)]))], [account("aa")]);
});

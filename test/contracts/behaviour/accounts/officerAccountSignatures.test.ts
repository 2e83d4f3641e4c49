import { expect } from "chai";
import {
  AbiCoder,
  concat,
  hashMessage,
  keccak256,
  TypedDataEncoder,
  toBeHex,
  toUtf8Bytes,
} from "ethers";
import { hashTypedData, wrapTypedDataSignature } from "viem/experimental/erc7739";
import {
  encodeSignature,
  signNested,
  signTogether,
  toNested,
  toPersonal,
} from "../../../support/accountSignature.ts";
import {
  type AccountSigner,
  type AssertionFaults,
  p256Signer,
  passkeySigner,
  type TypedData,
  walletSigner,
} from "../../../support/accountSigners.ts";
import {
  appoint,
  combinations,
  deployOffice,
  kinds,
  type Office,
  signerOf,
} from "../../fixture/accounts/deployOffice.ts";
import {
  deployAccount,
  domainOf,
  type OfficerAccount,
  registryTypedData,
} from "../../fixture/accounts/officerAccount.ts";
import { networkHelpers } from "../../fixture/chain.ts";
import { id, MAX_TIMESTAMP, State } from "../../fixture/deployCity.ts";

const YES = "0x1626ba7e";
const NO = "0xffffffff";

/** What the registry asks an account about: one suspension. */
async function question(office: Office, account: OfficerAccount) {
  const terms = { signer: await account.getAddress(), nonce: 0n, deadline: MAX_TIMESTAMP };
  const values = [id.permits, State.Suspended];
  const contents = await registryTypedData(office.registry, "SetState", values, terms);
  const hash = TypedDataEncoder.hash(contents.domain, contents.types, contents.message);
  return { contents, hash, own: await domainOf(account) };
}

const answer = (account: OfficerAccount, hash: string, signature: string) =>
  account.getFunction("isValidSignature").staticCall(hash, signature) as Promise<string>;

/** Two wallets and a passkey, of whom two must sign, and what they are asked. */
async function deployMixed() {
  const office = await deployOffice();
  const people = [
    walletSigner(),
    walletSigner(),
    passkeySigner(office.verifiers.webAuthn),
  ] as const;
  const account = await appoint(office, people, 2);
  return { office, people, account, ...(await question(office, account)) };
}

describe("OfficerAccount: signatures", () => {
  for (const mix of combinations(kinds, 3)) {
    it(`takes any two of a ${mix.join(", a ")}, and no one alone`, async () => {
      const office = await networkHelpers.loadFixture(deployOffice);
      const people = mix.map((kind) => signerOf(kind, office.verifiers)) as [AccountSigner];
      const account = await appoint(office, people, 2);
      const { contents, hash, own } = await question(office, account);
      for (const [index, person] of people.entries()) {
        const others = people.toSpliced(index, 1);
        expect(await answer(account, hash, await signNested(own, others, contents))).to.equal(YES);
        expect(await answer(account, hash, await signNested(own, [person], contents))).to.equal(NO);
      }
      expect(await answer(account, hash, await signNested(own, people, contents))).to.equal(YES);
    });
  }

  it("agrees with another implementation of ERC-7739", async () => {
    const { account, people, contents, hash, own } = await networkHelpers.loadFixture(deployMixed);
    const nested = toNested(own, contents);
    const definition = {
      domain: contents.domain,
      types: contents.types,
      primaryType: "SetState",
      message: contents.message,
    };
    const { contents: _, ...verifierDomain } = nested.message;
    expect(hashTypedData({ ...definition, verifierDomain } as never)).to.equal(
      TypedDataEncoder.hash(nested.domain, nested.types, nested.message),
    );
    const signature = (await signTogether(people.slice(1), nested)) as `0x${string}`;
    const wrapped = wrapTypedDataSignature({ ...definition, signature } as never);
    expect(wrapped).to.equal(
      concat([signature, wrapped.slice(0, 2) + wrapped.slice(signature.length)]),
    );
    expect(await answer(account, hash, wrapped)).to.equal(YES);
  });

  it("says that it speaks ERC-7739", async () => {
    const { account } = await networkHelpers.loadFixture(deployMixed);
    expect(await answer(account, `0x${"7739".repeat(16)}`, "0x")).to.equal("0x77390001");
  });

  it("takes a message that is not typed data, as for signing in", async () => {
    const { account, people, own } = await networkHelpers.loadFixture(deployMixed);
    const text = "sello.example wants you to sign in with your Ethereum account";
    const prefixed = concat([
      toUtf8Bytes(`\x19Ethereum Signed Message:\n${text.length}`),
      toUtf8Bytes(text),
    ]);
    const signature = await signTogether(people.slice(0, 2), toPersonal(own, prefixed));
    expect(keccak256(prefixed)).to.equal(hashMessage(text));
    expect(await answer(account, hashMessage(text), signature)).to.equal(YES);
    expect(await answer(account, hashMessage(`${text}.`), signature)).to.equal(NO);
  });

  it("refuses what its people signed for another account of theirs", async () => {
    const { office, account, people, contents, hash, own } =
      await networkHelpers.loadFixture(deployMixed);
    const ids = people.map((person) => person.id);
    const twin = await deployAccount(office.verifiers, ids, 2);
    const signature = await signNested(own, people, contents);
    expect(await answer(twin, hash, signature)).to.equal(NO);
    const personal = toPersonal(own, "0x1901");
    const message = await signTogether(people, personal);
    expect(await answer(account, keccak256("0x1901"), message)).to.equal(YES);
    expect(await answer(twin, keccak256("0x1901"), message)).to.equal(NO);
  });

  it("refuses a signature of the bare request, which names no account", async () => {
    const { account, people, contents, hash } = await networkHelpers.loadFixture(deployMixed);
    expect(await answer(account, hash, await signTogether(people, contents))).to.equal(NO);
  });

  it("refuses one who signed twice, an outsider, and another order", async () => {
    const { account, people, contents, hash, own } = await networkHelpers.loadFixture(deployMixed);
    const nested = toNested(own, contents);
    const whole = await signNested(own, people.slice(0, 2), contents);
    const inner = await signTogether(people.slice(0, 2), nested);
    const rest = whole.slice(inner.length);
    const signed = await Promise.all(
      [...people, walletSigner()].map(async (person) => ({
        id: person.id,
        signature: await person.sign(nested),
      })),
    );
    const [first, second, third, outsider] = signed as [Signed, Signed, Signed, Signed];
    const sorted = [first, second].toSorted((a, b) => (keccak256(a.id) < keccak256(b.id) ? -1 : 1));
    const ask = (list: readonly Signed[]) => answer(account, hash, encodeSignature(list) + rest);
    expect(await ask(sorted)).to.equal(YES);
    for (const list of [
      sorted.toReversed(),
      [first, first],
      [third, third, third],
      ...[first, second, third].map((one) =>
        [one, outsider].toSorted((a, b) => (keccak256(a.id) < keccak256(b.id) ? -1 : 1)),
      ),
      [],
    ]) {
      expect(await ask(list)).to.equal(NO);
    }
    const [one, two] = sorted as [Signed, Signed];
    expect(await ask([one, { ...two, signature: one.signature }])).to.equal(NO);
    const ragged = AbiCoder.defaultAbiCoder().encode(
      ["bytes[]", "bytes[]"],
      [[one.id, two.id], [one.signature]],
    );
    expect(await answer(account, hash, ragged + rest)).to.equal(NO);
  });

  it("answers, and never reverts, at a signature with any word spoilt or its end cut off", async () => {
    const { account, people, contents, hash, own } = await networkHelpers.loadFixture(deployMixed);
    const whole = await signNested(own, people.slice(0, 2), contents);
    const inner = await signTogether(people.slice(0, 2), toNested(own, contents));
    const words = [0n, 1n, 31n, 32n, 2n ** 16n, 2n ** 64n, 2n ** 255n, 2n ** 256n - 1n];
    for (let start = 2; start < inner.length; start += 64) {
      for (const word of words) {
        const spoilt = `${whole.slice(0, start)}${toBeHex(word, 32).slice(2)}${whole.slice(start + 64)}`;
        expect(await answer(account, hash, spoilt)).to.be.oneOf([YES, NO]);
      }
      expect(await answer(account, hash, whole.slice(0, start))).to.equal(NO);
      expect(
        await answer(account, hash, `${inner.slice(0, start)}${whole.slice(inner.length)}`),
      ).to.equal(NO);
    }
  });

  const assertions: Record<string, AssertionFaults> = {
    "whose user was not verified": { flags: 0x01 },
    "without a user": { flags: 0x04 },
    "backed up, though it cannot be": { flags: 0x15 },
    "made when the passkey was created": { type: "webauthn.create" },
    "of another challenge": { challenge: `0x${"ab".repeat(32)}` },
  };
  for (const [words, faults] of Object.entries(assertions)) {
    it(`refuses a passkey's assertion ${words}`, async () => {
      const office = await networkHelpers.loadFixture(deployOffice);
      const people = [passkeySigner(office.verifiers.webAuthn, faults)];
      const account = await appoint(office, people, 1);
      const { contents, hash, own } = await question(office, account);
      expect(await answer(account, hash, await signNested(own, people, contents))).to.equal(NO);
    });
  }

  it("refuses the higher s of a P-256 key, and a signature for another key", async () => {
    const office = await networkHelpers.loadFixture(deployOffice);
    const { p256 } = office.verifiers;
    const [high, low] = [p256Signer(p256, { highS: true }), p256Signer(p256)];
    const account = await appoint(office, [high, low], 1);
    const { contents, hash, own } = await question(office, account);
    expect(await answer(account, hash, await signNested(own, [high], contents))).to.equal(NO);
    const exchanged = { id: high.id, sign: (data: TypedData) => low.sign(data) };
    expect(await answer(account, hash, await signNested(own, [exchanged], contents))).to.equal(NO);
    expect(await answer(account, hash, await signNested(own, [low], contents))).to.equal(YES);
  });

  // Wallets cannot show typed data in which two types are called TypedDataSign: these see bytes.
  it("takes a signer that is such an account itself, by a PersonalSign", async () => {
    const { office, account, people, own } = await networkHelpers.loadFixture(deployMixed);
    const parent = await deployAccount(office.verifiers, [await account.getAddress()], 1);
    const contents = await question(office, parent);
    const asAccount: AccountSigner = {
      id: (await account.getAddress()).toLowerCase(),
      sign: async (typedData) => signTogether(people, toPersonal(own, encodingOf(typedData))),
    };
    const signature = await signNested(contents.own, [asAccount], contents.contents);
    expect(await answer(parent, contents.hash, signature)).to.equal(YES);
  });
});

/** What is hashed to the digest of typed data (EIP-712). */
const encodingOf = ({ domain, types, message }: TypedData) =>
  TypedDataEncoder.encode(domain, types, message);

type Signed = { readonly id: string; readonly signature: string };

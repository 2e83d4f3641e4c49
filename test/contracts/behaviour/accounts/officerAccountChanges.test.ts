import { expect } from "chai";
import { dataSlice, ZeroAddress } from "ethers";
import {
  keyOfBothKinds,
  p256Signer,
  passkeySigner,
  walletSigner,
} from "../../../support/accountSigners.ts";
import { deployOffice } from "../../fixture/accounts/deployOffice.ts";
import {
  consentTo,
  deployAccount,
  type OfficerAccount,
} from "../../fixture/accounts/officerAccount.ts";
import { ethers, networkHelpers, setNextTimestamp } from "../../fixture/chain.ts";

const SIGNERS_MAX = 16;

/** Two of three, one of each kind, and somebody who does not belong to them. */
async function deployTrio() {
  const { verifiers, ...city } = await deployOffice();
  const people = [
    walletSigner(),
    p256Signer(verifiers.p256),
    passkeySigner(verifiers.webAuthn),
  ] as const;
  const ids = people.map((person) => person.id);
  const account = await deployAccount(verifiers, ids, 2);
  return { ...city, verifiers, people, ids, account, newcomer: walletSigner() };
}

const signersOf = async (account: OfficerAccount) =>
  [...((await account.getFunction("getSigners")(0n, 99n)) as string[])].sort();

describe("OfficerAccount: its own changes", () => {
  it("begins with the signers that it was made with", async () => {
    const { account, ids, verifiers } = await networkHelpers.loadFixture(deployTrio);
    expect(await signersOf(account)).to.deep.equal(ids.toSorted());
    expect(await account.threshold()).to.equal(2n);
    expect(await account.p256Verifier()).to.equal(ethers.getAddress(verifiers.p256));
    expect(await account.webAuthnVerifier()).to.equal(ethers.getAddress(verifiers.webAuthn));
  });

  it("exchanges signers and threshold at once, no matter who relays it", async () => {
    const { account, people, ids, newcomer } = await networkHelpers.loadFixture(deployTrio);
    const values = [[newcomer.id], ids.slice(0, 2), 1n] as const;
    const consent = await consentTo(account, people.slice(1), "ChangeSigners", values);
    await expect(account.changeSigners(...values, consent))
      .to.emit(account, "ERC7913SignerAdded")
      .and.to.emit(account, "ERC7913SignerRemoved")
      .and.to.emit(account, "ERC7913ThresholdSet")
      .withArgs(1n);
    expect(await signersOf(account)).to.deep.equal([newcomer.id, ids[2]].toSorted());
    expect(await account.threshold()).to.equal(1n);
  });

  it("raises the threshold to all with a new signer, and lowers it with the last that goes", async () => {
    const { account, people, newcomer } = await networkHelpers.loadFixture(deployTrio);
    const everybody = [...people, newcomer];
    const raise = [[newcomer.id], [], 4n] as const;
    await account.changeSigners(...raise, await consentTo(account, people, "ChangeSigners", raise));
    const lower = [[], [newcomer.id], 3n] as const;
    const consent = await consentTo(account, everybody, "ChangeSigners", lower);
    await account.changeSigners(...lower, consent);
    expect(await account.threshold()).to.equal(3n);
  });

  it("refuses a request that too few signed, or that was changed on its way", async () => {
    const { account, people, newcomer } = await networkHelpers.loadFixture(deployTrio);
    const values = [[newcomer.id], [], 2n] as const;
    const refused = (...args: Parameters<typeof account.changeSigners>) =>
      expect(account.changeSigners(...args)).to.be.revertedWithCustomError(
        account,
        "OfficerAccount_InvalidSignature",
      );
    const alone = await consentTo(account, [people[0]], "ChangeSigners", values);
    await refused(...values, alone);
    const consent = await consentTo(account, people, "ChangeSigners", values);
    await refused([newcomer.id], [], 1n, consent);
    await refused([walletSigner().id], [], 2n, consent);
    await refused([], [newcomer.id], 2n, consent);
    await refused(...values, { ...consent, deadline: consent.deadline - 1n });
    for (const signature of ["0x", "0x00", `0x${"00".repeat(64)}`, `0x${"ff".repeat(200)}`]) {
      await refused(...values, { ...consent, signature });
    }
  });

  it("refuses what the same people signed for another account of theirs", async () => {
    const { account, people, ids, newcomer, verifiers } =
      await networkHelpers.loadFixture(deployTrio);
    const twin = await deployAccount(verifiers, ids, 2);
    const values = [[newcomer.id], [], 2n] as const;
    const consent = await consentTo(account, people, "ChangeSigners", values);
    await expect(twin.changeSigners(...values, consent)).to.be.revertedWithCustomError(
      twin,
      "OfficerAccount_InvalidSignature",
    );
  });

  it("does not let requests with different nonce keys wait for each other", async () => {
    const { account, people, newcomer } = await networkHelpers.loadFixture(deployTrio);
    const add = [[newcomer.id], [], 2n] as const;
    const raise = [[], [], 3n] as const;
    const first = await consentTo(account, people, "ChangeSigners", add);
    const second = await consentTo(account, people, "ChangeSigners", raise, { key: 7n });
    await account.changeSigners(...raise, second);
    await account.changeSigners(...add, first);
    expect(await account.threshold()).to.equal(2n);
    expect(await account.getSignerCount()).to.equal(4n);
  });

  it("refuses a request again, and one whose turn has not come", async () => {
    const { account, people, newcomer } = await networkHelpers.loadFixture(deployTrio);
    const values = [[newcomer.id], [], 2n] as const;
    const consent = await consentTo(account, people, "ChangeSigners", values);
    await account.changeSigners(...values, consent);
    await expect(account.changeSigners(...values, consent))
      .to.be.revertedWithCustomError(account, "InvalidAccountNonce")
      .withArgs(account, 1n);
    const early = await consentTo(account, people, "ChangeSigners", [[], [], 1n], { nonce: 5n });
    await expect(account.changeSigners([], [], 1n, early))
      .to.be.revertedWithCustomError(account, "InvalidAccountNonce")
      .withArgs(account, 1n);
  });

  it("carries out a request until its deadline, not after", async () => {
    const { account, people } = await networkHelpers.loadFixture(deployTrio);
    const values = [[], [], 1n] as const;
    const deadline = await setNextTimestamp();
    await account.changeSigners(
      ...values,
      await consentTo(account, people, "ChangeSigners", values, { deadline }),
    );
    const late = await consentTo(account, people, "ChangeSigners", values, { deadline });
    await setNextTimestamp();
    await expect(account.changeSigners(...values, late)).to.be.revertedWithCustomError(
      account,
      "OfficerAccount_RequestExpired",
    );
  });
});

describe("OfficerAccount: who may sign", () => {
  it("refuses nobody, more than there are, and too many, at its making and later", async () => {
    const { account, people, ids, verifiers } = await networkHelpers.loadFixture(deployTrio);
    const change = async (
      added: readonly string[],
      removed: readonly string[],
      threshold: bigint,
    ) => {
      const values = [added, removed, threshold] as const;
      return account.changeSigners(
        ...values,
        await consentTo(account, people, "ChangeSigners", values),
      );
    };
    const crowd = Array.from({ length: SIGNERS_MAX }, () => walletSigner().id);
    const error = (name: string, made: Promise<unknown>) =>
      expect(made).to.be.revertedWithCustomError(account, name);
    await error("MultiSignerERC7913ZeroThreshold", deployAccount(verifiers, ids, 0));
    await error("MultiSignerERC7913ZeroThreshold", change([], [], 0n));
    await error("MultiSignerERC7913UnreachableThreshold", deployAccount(verifiers, ids, 4));
    await error("MultiSignerERC7913UnreachableThreshold", deployAccount(verifiers, [], 1));
    await error("MultiSignerERC7913UnreachableThreshold", change([], [], 4n));
    await error("MultiSignerERC7913UnreachableThreshold", change([], ids.slice(0, 2), 2n));
    await error("MultiSignerERC7913AlreadyExists", change([ids[0] as string], [], 2n));
    await error("MultiSignerERC7913NonexistentSigner", change([], crowd.slice(0, 1), 2n));
    await error("OfficerAccount_TooManySigners", change(crowd.slice(0, -2), [], 2n));
    await error("OfficerAccount_TooManySigners", deployAccount(verifiers, [...crowd, ...ids], 1));
    await change(crowd.slice(0, -3), [], 2n);
    await change(crowd.slice(-3), ids, BigInt(SIGNERS_MAX));
    expect(await signersOf(account)).to.deep.equal(crowd.toSorted());
  });

  it("refuses who must not or cannot sign", async () => {
    const { account, people, verifiers } = await networkHelpers.loadFixture(deployTrio);
    const { p256, webAuthn } = verifiers;
    const own = (await account.getAddress()).toLowerCase();
    const key = dataSlice(p256Signer(p256).id, 20).slice(2);
    const address = (value: number) => `0x${value.toString(16).padStart(40, "0")}`;
    const wrong: Record<string, string> = {
      itself: own,
      "a key of its own": own + key,
      nobody: ZeroAddress,
      "the identity precompile": address(4),
      "the P-256 precompile": address(0x100),
      "the last that may be a precompile": address(0xffff),
      "a key of a precompile": address(4) + key,
      "a key without its last byte": (p256 + key).slice(0, -2),
      "a key with a byte more": `${p256}${key}00`,
      "a verifier without a key": p256,
      "the other verifier without a key": webAuthn,
      "a key of an unknown verifier": people[0].id + key,
      "a point off the curve": `${p256}${"11".repeat(64)}`,
      "the point at infinity": `${webAuthn}${"00".repeat(64)}`,
    };
    for (const [words, id] of Object.entries(wrong)) {
      const values = [[id], [], 2n] as const;
      const consent = await consentTo(account, people, "ChangeSigners", values);
      await expect(account.changeSigners(...values, consent), words)
        .to.be.revertedWithCustomError(account, "OfficerAccount_InvalidSigner")
        .withArgs(id);
      if (words === "itself" || words === "a key of its own") continue;
      await expect(
        deployAccount(verifiers, [id, walletSigner().id], 1),
        words,
      ).to.be.revertedWithCustomError(account, "OfficerAccount_InvalidSigner");
    }
    await expect(deployAccount(verifiers, ["0x1234"], 1)).to.be.revertedWithCustomError(
      account,
      "MultiSignerERC7913InvalidSigner",
    );
    const next = [[address(0x10000)], [], 2n] as const;
    await account.changeSigners(...next, await consentTo(account, people, "ChangeSigners", next));
  });

  it("refuses to be made by its own address, which it learns by the deployer's nonce", async () => {
    const { account, verifiers, officers } = await networkHelpers.loadFixture(deployTrio);
    const nonce = await officers.deployer.getNonce();
    const own = ethers.getCreateAddress({ from: officers.deployer.address, nonce });
    await expect(deployAccount(verifiers, [own], 1))
      .to.be.revertedWithCustomError(account, "OfficerAccount_InvalidSigner")
      .withArgs(own.toLowerCase());
  });

  it("refuses a key as a signer of both kinds: its holder would count twice", async () => {
    const { account, people, verifiers } = await networkHelpers.loadFixture(deployTrio);
    const [p256, passkey] = keyOfBothKinds([verifiers.p256, verifiers.webAuthn]);
    const change = async (added: readonly string[], removed: readonly string[]) => {
      const values = [added, removed, 2n] as const;
      const consent = await consentTo(account, people, "ChangeSigners", values);
      return account.changeSigners(...values, consent);
    };
    const refused = (made: Promise<unknown>) =>
      expect(made).to.be.revertedWithCustomError(account, "OfficerAccount_KeyOfTwoKinds");
    await refused(deployAccount(verifiers, [p256, passkey], 2));
    await change([p256], []);
    await refused(change([passkey], []));
    await change([passkey], [p256]);
    await refused(change([p256], []));
  });

  it("refuses verifiers that are no contracts, or one and the same", async () => {
    const { account, ids, verifiers, officers } = await networkHelpers.loadFixture(deployTrio);
    const nobody = officers.newcomer.address;
    for (const [p256, webAuthn] of [
      [nobody, verifiers.webAuthn],
      [verifiers.p256, nobody],
      [verifiers.p256, verifiers.p256],
    ] as const) {
      await expect(
        deployAccount({ p256, webAuthn }, ids.slice(0, 1), 1),
      ).to.be.revertedWithCustomError(account, "OfficerAccount_InvalidVerifier");
    }
  });
});

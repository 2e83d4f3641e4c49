import { expect } from "chai";
import {
  appoint,
  deployOffice,
  kinds,
  relayed,
  signerOf,
} from "../../fixture/accounts/deployOffice.ts";
import {
  consentTo,
  type OfficerAccount,
  signAsAccount,
} from "../../fixture/accounts/officerAccount.ts";
import { ethers, networkHelpers } from "../../fixture/chain.ts";
import { documentType, id, Role, State } from "../../fixture/deployCity.ts";

const suspension = [id.permits, State.Suspended] as const;

/** An account of three kinds of people, two of whom administer Futian together. */
async function deployAppointed() {
  const office = await deployOffice();
  const people = kinds.map((kind) => signerOf(kind, office.verifiers));
  return { ...office, people, account: await appoint(office, people, 2) };
}

/** A call of the account, by these people. */
async function execute(
  account: OfficerAccount,
  people: Parameters<typeof consentTo>[1],
  target: string,
  data: string,
) {
  const values = [target, data] as const;
  return account.execute(...values, await consentTo(account, people, "Execute", values));
}

describe("OfficerAccount: an officer of the registry", () => {
  it("has its signed requests carried out, no matter who relays them", async () => {
    const { account, people, ...office } = await networkHelpers.loadFixture(deployAppointed);
    const { registry } = office;
    const authorization = await signAsAccount(
      account,
      people.slice(1),
      registry,
      "SetState",
      suspension,
    );
    const state = relayed(office).setStateBySig(...suspension, authorization);
    await expect(state).to.emit(registry, "AuthorityStateChanged");
    const at = await networkHelpers.time.latest();
    expect(await registry.stateAt(id.permits, at)).to.equal(State.Suspended);
  });

  it("has nothing carried out that too few signed, or that was changed on its way", async () => {
    const { account, people, ...office } = await networkHelpers.loadFixture(deployAppointed);
    const { registry } = office;
    const sign = (signers: typeof people) =>
      signAsAccount(account, signers, registry, "SetState", suspension);
    for (const [values, authorization] of [
      [suspension, await sign(people.slice(0, 1))],
      [[id.permits, State.Retired], await sign(people)],
      [[id.city, State.Suspended], await sign(people)],
    ] as const) {
      await expect(relayed(office).setStateBySig(...values, authorization))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidSignature")
        .withArgs(account);
    }
  });

  it("calls the registry itself", async () => {
    const { account, people, registry } = await networkHelpers.loadFixture(deployAppointed);
    const data = registry.interface.encodeFunctionData("setState", suspension);
    await expect(execute(account, people.slice(0, 2), await registry.getAddress(), data))
      .to.emit(account, "Executed")
      .withArgs(registry, 0n, data)
      .and.to.emit(registry, "AuthorityStateChanged");
  });

  it("appends to the log, which takes no signatures", async () => {
    const { account, people, registry, log } = await networkHelpers.loadFixture(deployAppointed);
    await registry.setOfficer(id.permits, account, Role.Anchor);
    const batch = [id.permits, documentType.permit, `0x${"ab".repeat(32)}`, 3n];
    const data = log.interface.encodeFunctionData("append", batch);
    await expect(execute(account, people.slice(1), await log.getAddress(), data)).to.emit(
      log,
      "BatchAppended",
    );
  });

  it("passes on what the other contract says, and returns what it returns", async () => {
    const { account, people, registry } = await networkHelpers.loadFixture(deployAppointed);
    const target = await registry.getAddress();
    const foreign = registry.interface.encodeFunctionData("setState", [id.licences, 2n]);
    await expect(execute(account, people, target, foreign))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAdministrator")
      .withArgs(id.transport, account);
    const read = registry.interface.encodeFunctionData("stateAt", [id.permits, 2n ** 63n]);
    const consent = await consentTo(account, people, "Execute", [target, read]);
    const result = await account.execute.staticCall(target, read, consent);
    expect(registry.interface.decodeFunctionResult("stateAt", result)).to.deep.equal([
      State.Active,
    ]);
  });

  it("calls nothing that too few signed, that was changed, or a second time", async () => {
    const { account, people, registry, log } = await networkHelpers.loadFixture(deployAppointed);
    const target = await registry.getAddress();
    const data = registry.interface.encodeFunctionData("setState", suspension);
    const refused = (...args: Parameters<typeof account.execute>) =>
      expect(account.execute(...args)).to.be.revertedWithCustomError(
        account,
        "OfficerAccount_InvalidSignature",
      );
    const values = [target, data] as const;
    await refused(...values, await consentTo(account, people.slice(0, 1), "Execute", values));
    const consent = await consentTo(account, people, "Execute", values);
    await refused(log, data, consent);
    await refused(target, `${data}00`, consent);
    await refused(...values, { ...consent, deadline: 2n ** 63n });
    await account.execute(...values, consent);
    await expect(account.execute(...values, consent))
      .to.be.revertedWithCustomError(account, "InvalidAccountNonce")
      .withArgs(account, 1n);
  });

  it("calls no address without a contract, and takes no money", async () => {
    const { account, people, officers } = await networkHelpers.loadFixture(deployAppointed);
    const nobody = officers.newcomer.address;
    await expect(execute(account, people, nobody, "0x")).to.be.revertedWithCustomError(
      account,
      "AddressEmptyCode",
    );
    const sent = officers.newcomer.sendTransaction({ to: account, value: 1n });
    await expect(sent).to.be.revert(ethers);
  });

  it("cannot change itself by a call of its own", async () => {
    const { account, people } = await networkHelpers.loadFixture(deployAppointed);
    const none = { nonce: 0n, deadline: 2n ** 63n, signature: "0x" };
    const data = account.interface.encodeFunctionData("changeSigners", [[], [], 1n, none]);
    await expect(
      execute(account, people, await account.getAddress(), data),
    ).to.be.revertedWithCustomError(account, "InvalidAccountNonce");
  });
});

import { documentStatuses, type Hex } from "@sello/sdk";
import {
  contractLimits,
  emptyStatusHead,
  encodeStatusChanges,
  nextStatusHead,
  type StatusChanged,
} from "@sello/sdk/log";
import { expect } from "chai";
import type { ContractTransactionReceipt, EventLog } from "ethers";
import { limits } from "../../../services/platform/limits.ts";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import { deployCity, id, Role, State } from "../fixture/deployCity.ts";

const Status = { Valid: 0, Revoked: 1, Suspended: 2 } as const;
const LIST_ENTRIES = 131_072;

/** An entry of a change by its parts, whether or not it is one that there can be. */
const rawEntry = (index: number, status: number): string =>
  ethers.toBeHex(4 * index + status, 3).slice(2);
const raw = (...entries: readonly (readonly [index: number, status: number])[]): string =>
  `0x${entries.map(([index, status]) => rawEntry(index, status)).join("")}`;
const firstEntries = (count: number): string =>
  raw(...Array.from({ length: count }, (_, index) => [index, Status.Revoked] as const));

/** The city, with calls by the permits department's revoking officer on its own list 0. */
async function deployForRevoking() {
  const { statusLists, registry, officers } = await deployCity();
  const lists = asCaller(statusLists, officers.revoker);
  const change = (changes: string) => lists.changeStatus(id.permits, id.permits, 0n, changes);
  const headOf = (list = 0n): Promise<Hex> => lists.headOf(id.permits, list);
  return { lists, registry, officers, change, headOf };
}

/** The changes that a transaction's events tell, as a reader takes them. */
const changesIn = (receipt: ContractTransactionReceipt | null): StatusChanged[] =>
  (receipt?.logs ?? []).map((log) => (log as EventLog).args.toObject() as StatusChanged);

describe("StatusLists: changes", () => {
  it("has no heads at first, and knows its registry", async () => {
    const { lists, headOf, registry } = await networkHelpers.loadFixture(deployForRevoking);
    expect(await headOf()).to.equal(emptyStatusHead);
    expect(await lists.registry()).to.equal(await registry.getAddress());
  });

  it("publishes a change with who and when, and keeps the hash of it all", async () => {
    const { lists, change, headOf, officers } = await networkHelpers.loadFixture(deployForRevoking);
    const timestamp = await setNextTimestamp();
    const changes = raw([3, Status.Suspended], [130, Status.Revoked]);
    // By hand, so that contract and sdk cannot be wrong together.
    const head = ethers.keccak256(
      ethers.concat([
        ethers.ZeroHash,
        id.permits,
        ethers.toBeHex(0, 8),
        id.permits,
        officers.revoker.address,
        ethers.toBeHex(timestamp, 8),
        changes,
      ]),
    );
    await expect(change(changes))
      .to.emit(lists, "StatusChanged")
      .withArgs(id.permits, 0n, id.permits, changes, officers.revoker, timestamp, head);
    expect(await headOf()).to.equal(head);
  });

  it("chains each head to the one before, as the sdk folds it", async () => {
    const { change, headOf } = await networkHelpers.loadFixture(deployForRevoking);
    let head = emptyStatusHead;
    for (const status of [Status.Suspended, Status.Valid, Status.Suspended, Status.Revoked]) {
      const sent = await change(encodeStatusChanges([{ index: 5, status }]));
      const [event] = changesIn(await sent.wait());
      head = nextStatusHead(head, event as StatusChanged);
      expect(await headOf()).to.equal(head);
    }
  });

  it("keeps a head where docs/formats.md says, for those who ask a node to prove it", async () => {
    const { lists, change, headOf } = await networkHelpers.loadFixture(deployForRevoking);
    await change(raw([5, Status.Revoked]));
    const coder = ethers.AbiCoder.defaultAbiCoder();
    const ofOwner = ethers.keccak256(coder.encode(["bytes32", "uint256"], [id.permits, 0n]));
    const slot = ethers.keccak256(coder.encode(["uint64", "bytes32"], [0n, ofOwner]));
    expect(await ethers.provider.getStorage(lists, slot)).to.equal(await headOf());
  });

  it("does not refuse what comes after a revocation: it means nothing to those who fold", async () => {
    const { lists, change } = await networkHelpers.loadFixture(deployForRevoking);
    await change(raw([5, Status.Revoked]));
    for (const status of [Status.Valid, Status.Suspended, Status.Revoked])
      await expect(change(raw([5, status]))).to.emit(lists, "StatusChanged");
  });

  it("reaches the first and the last entry, and none beyond", async () => {
    const { lists, change } = await networkHelpers.loadFixture(deployForRevoking);
    const last = LIST_ENTRIES - 1;
    await expect(change(raw([0, Status.Revoked], [last, Status.Revoked]))).to.emit(
      lists,
      "StatusChanged",
    );
    for (const index of [LIST_ENTRIES, 2 ** 22 - 1])
      await expect(change(raw([last, Status.Revoked], [index, Status.Revoked])))
        .to.be.revertedWithCustomError(lists, "StatusLists_IndexOutOfRange")
        .withArgs(index, LIST_ENTRIES);
  });

  for (const [what, entries] of [
    ["one index twice", [9, 9]],
    ["a falling index", [9, 8]],
    ["a fall back to the first", [9, 0]],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { lists, change } = await networkHelpers.loadFixture(deployForRevoking);
      const [previous, index] = entries;
      await expect(
        change(raw([1, Status.Valid], [previous, Status.Revoked], [index, Status.Valid])),
      )
        .to.be.revertedWithCustomError(lists, "StatusLists_NotAscending")
        .withArgs(index, previous);
    });
  }

  it("has as many lists as the limits say, and no more", async () => {
    const { lists } = await networkHelpers.loadFixture(deployForRevoking);
    const most = BigInt(contractLimits.statusListsMax);
    const changeIn = (list: bigint) =>
      lists.changeStatus(id.permits, id.permits, list, raw([0, Status.Revoked]));
    await expect(changeIn(most - 1n)).to.emit(lists, "StatusChanged");
    await expect(changeIn(most))
      .to.be.revertedWithCustomError(lists, "StatusLists_ListOutOfRange")
      .withArgs(most, most);
  });

  it("refuses the value 3", async () => {
    const { lists, change } = await networkHelpers.loadFixture(deployForRevoking);
    await expect(change(raw([1, Status.Revoked], [77, 3])))
      .to.be.revertedWithCustomError(lists, "StatusLists_UnknownStatus")
      .withArgs(77, 3);
  });

  for (const length of [1, 2, 4, 32]) {
    it(`refuses ${length} bytes, which are no whole entries`, async () => {
      const { lists, change } = await networkHelpers.loadFixture(deployForRevoking);
      await expect(change(`0x${"00".repeat(length)}`))
        .to.be.revertedWithCustomError(lists, "StatusLists_RaggedChanges")
        .withArgs(length, 3);
    });
  }

  it("refuses to be asked for nothing", async () => {
    const { lists, change } = await networkHelpers.loadFixture(deployForRevoking);
    await expect(change("0x")).to.be.revertedWithCustomError(lists, "StatusLists_NothingToChange");
  });

  it("takes as many entries as the service puts into one call, and no more", async () => {
    const { lists, change } = await networkHelpers.loadFixture(deployForRevoking);
    const most = limits.statusEntriesPerTransaction;
    await expect(change(firstEntries(most))).to.emit(lists, "StatusChanged");
    await expect(change(firstEntries(most + 1)))
      .to.be.revertedWithCustomError(lists, "StatusLists_TooManyEntries")
      .withArgs(most + 1, most);
  });

  it("has the values that the sdk knows", () => {
    const { valid, revoked, suspended } = documentStatuses;
    expect([valid, revoked, suspended]).to.deep.equal([
      Status.Valid,
      Status.Revoked,
      Status.Suspended,
    ]);
  });

  it("changes several lists in one transaction, for the same caller", async () => {
    const { lists, headOf, officers } = await networkHelpers.loadFixture(deployForRevoking);
    const calls = [0n, 1n, 1n].map((list) =>
      lists.interface.encodeFunctionData("changeStatus", [
        id.permits,
        id.permits,
        list,
        raw([0, Status.Revoked]),
      ]),
    );
    await expect(asCaller(lists, officers.newcomer).multicall(calls))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_MissingRole")
      .withArgs(id.permits, officers.newcomer, Role.Revoke);
    const sent = await lists.multicall(calls);
    const [first, second, third] = changesIn(await sent.wait()) as [
      StatusChanged,
      StatusChanged,
      StatusChanged,
    ];
    expect(await headOf(0n)).to.equal(nextStatusHead(emptyStatusHead, first));
    expect(await headOf(1n)).to.equal(
      nextStatusHead(nextStatusHead(emptyStatusHead, second), third),
    );
    expect(await lists.headOf(id.futian, 0n)).to.equal(emptyStatusHead);
  });
});

describe("StatusLists: who may change a status", () => {
  const change = encodeStatusChanges([{ index: 0, status: Status.Revoked }]);

  it("an ancestor's officer, acting for the ancestor", async () => {
    const { lists, registry, officers } = await networkHelpers.loadFixture(deployForRevoking);
    await registry.setOfficer(id.city, officers.newcomer, Role.Revoke);
    const caller = asCaller(lists, officers.newcomer);
    await expect(caller.changeStatus(id.permits, id.city, 0n, change)).to.emit(
      lists,
      "StatusChanged",
    );
    expect(await lists.headOf(id.permits, 0n)).not.to.equal(emptyStatusHead);
    expect(await lists.headOf(id.city, 0n)).to.equal(emptyStatusHead);
    await expect(caller.changeStatus(id.permits, id.permits, 1n, change))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_MissingRole")
      .withArgs(id.permits, officers.newcomer, Role.Revoke);
  });

  it("not an officer without the revoke role", async () => {
    const { lists, registry, officers } = await networkHelpers.loadFixture(deployForRevoking);
    const others = Role.Administer | Role.Issue | Role.Anchor;
    await registry.setOfficer(id.permits, officers.newcomer, others);
    const caller = asCaller(lists, officers.newcomer);
    await expect(caller.changeStatus(id.permits, id.permits, 0n, change))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_MissingRole")
      .withArgs(id.permits, officers.newcomer, Role.Revoke);
  });

  for (const acting of ["transport", "unknown"] as const) {
    it(`not for an authority that is not above the owner: ${acting}`, async () => {
      const { lists } = await networkHelpers.loadFixture(deployForRevoking);
      await expect(lists.changeStatus(id.permits, id[acting], 0n, change))
        .to.be.revertedWithCustomError(lists, "AuthorityRegistry_NotAbove")
        .withArgs(id[acting], id.permits);
    });
  }

  it("not for the one below: a department cannot change its centre's lists", async () => {
    const { lists } = await networkHelpers.loadFixture(deployForRevoking);
    await expect(lists.changeStatus(id.futian, id.permits, 0n, change))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_NotAbove")
      .withArgs(id.permits, id.futian);
  });

  it("not in lists of an authority that is not registered", async () => {
    const { lists } = await networkHelpers.loadFixture(deployForRevoking);
    await expect(lists.changeStatus(id.unknown, id.city, 0n, change))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_UnknownAuthority")
      .withArgs(id.unknown);
  });

  for (const slug of ["permits", "futian"] as const) {
    it(`not while ${slug} is suspended, though the city still may`, async () => {
      const { lists, registry, officers } = await networkHelpers.loadFixture(deployForRevoking);
      await registry.setOfficer(id.city, officers.newcomer, Role.Revoke);
      await registry.setState(id[slug], State.Suspended);
      await expect(lists.changeStatus(id.permits, id.permits, 0n, change))
        .to.be.revertedWithCustomError(lists, "AuthorityRegistry_NotActive")
        .withArgs(id.permits, id[slug]);
      const caller = asCaller(lists, officers.newcomer);
      await expect(caller.changeStatus(id.permits, id.city, 0n, change)).to.emit(
        lists,
        "StatusChanged",
      );
    });
  }
});

import { expect } from "chai";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import { deployCity, id, Role, State } from "../fixture/deployCity.ts";

const Status = { Valid: 0n, Revoked: 1n, Suspended: 2n } as const;
const WHOLE_WORD = 2n ** 256n - 1n;

type Change = { word: bigint; mask: bigint; flags: bigint };

/** The change that gives one entry of a list a value of two bits. */
function toChange(index: bigint, status: bigint): Change {
  const shift = 2n * (index % 128n);
  return { word: index / 128n, mask: 3n << shift, flags: status << shift };
}

/** The city, with calls by the permits department's revoking officer on its own list 0. */
async function deployForRevoking() {
  const { statusLists, registry, officers } = await deployCity();
  const lists = asCaller(statusLists, officers.revoker);
  const setFlags = (...changes: Change[]) => lists.setFlags(id.permits, id.permits, 0n, changes);
  const setStatus = (index: bigint, status: bigint) => setFlags(toChange(index, status));
  const statusOf = (index: bigint) => lists.statusOf(id.permits, 0n, index);
  return { lists, registry, officers, setFlags, setStatus, statusOf };
}

describe("StatusLists: flags", () => {
  it("finds everything valid at first", async () => {
    const { lists, statusOf, registry } = await networkHelpers.loadFixture(deployForRevoking);
    expect(await statusOf(0n)).to.equal(Status.Valid);
    expect(await statusOf(131_071n)).to.equal(Status.Valid);
    expect(await lists.wordOf(id.permits, 0n, 0n)).to.equal(0n);
    expect(await lists.registry()).to.equal(await registry.getAddress());
  });

  it("sets an entry, and reports the whole word, who and when", async () => {
    const { lists, setStatus, statusOf, officers } =
      await networkHelpers.loadFixture(deployForRevoking);
    await setStatus(129n, Status.Suspended);
    const timestamp = await setNextTimestamp();
    await expect(setStatus(130n, Status.Revoked))
      .to.emit(lists, "StatusChanged")
      .withArgs(id.permits, 0n, id.permits, 1n, 0b011000n, officers.revoker, timestamp);
    expect(await statusOf(128n)).to.equal(Status.Valid);
    expect(await statusOf(129n)).to.equal(Status.Suspended);
    expect(await statusOf(130n)).to.equal(Status.Revoked);
    expect(await lists.wordOf(id.permits, 0n, 1n)).to.equal(0b011000n);
  });

  it("reaches the first and the last entry, and none beyond", async () => {
    const { lists, setStatus, statusOf } = await networkHelpers.loadFixture(deployForRevoking);
    for (const index of [0n, 131_071n]) {
      await setStatus(index, Status.Revoked);
      expect(await statusOf(index)).to.equal(Status.Revoked);
    }
    await expect(setStatus(131_072n, Status.Revoked))
      .to.be.revertedWithCustomError(lists, "StatusLists_WordOutOfRange")
      .withArgs(1024n, 1024n);
    await expect(statusOf(131_072n))
      .to.be.revertedWithCustomError(lists, "StatusLists_IndexOutOfRange")
      .withArgs(131_072n, 131_072n);
  });

  it("sets whole words, many in one call", async () => {
    const { lists, setFlags } = await networkHelpers.loadFixture(deployForRevoking);
    const flags = BigInt(`0x${"61".repeat(32)}`);
    await setFlags({ word: 7n, mask: WHOLE_WORD, flags }, { word: 8n, mask: WHOLE_WORD, flags });
    for (const word of [7n, 8n]) expect(await lists.wordOf(id.permits, 0n, word)).to.equal(flags);
  });

  it("lays entries out as the bytes of a Token Status List with two bits", async () => {
    // The short example with 2 bits in test/vectors/token-status-list.json is c9 44 f9. Its entries 3, 10 and 11
    // have the value 3, which this contract refuses: they stay 0 here.
    const { lists, setFlags } = await networkHelpers.loadFixture(deployForRevoking);
    const values = [1n, 2n, 0n, 0n, 0n, 1n, 0n, 1n, 1n, 2n];
    await setFlags(...values.map((value, index) => toChange(BigInt(index), value)));
    const word = ethers.getBytes(ethers.toBeHex(await lists.wordOf(id.permits, 0n, 0n), 32));
    expect([...word.reverse().slice(0, 3)]).to.deep.equal([0xc9 & 0x3f, 0x44, 0xf9 & 0x0f]);
  });

  it("reinstates what was suspended, and revokes it", async () => {
    const { setStatus, statusOf } = await networkHelpers.loadFixture(deployForRevoking);
    for (const status of [Status.Suspended, Status.Valid, Status.Suspended, Status.Revoked]) {
      await setStatus(5n, status);
      expect(await statusOf(5n)).to.equal(status);
    }
  });

  it("never changes what was revoked", async () => {
    const { lists, setStatus, setFlags } = await networkHelpers.loadFixture(deployForRevoking);
    await setStatus(5n, Status.Revoked);
    for (const status of [Status.Valid, Status.Suspended]) {
      await expect(setStatus(5n, status)).to.be.revertedWithCustomError(
        lists,
        "StatusLists_RevokedIsFinal",
      );
    }
    await expect(setFlags({ word: 0n, mask: WHOLE_WORD, flags: 0n }))
      .to.be.revertedWithCustomError(lists, "StatusLists_RevokedIsFinal")
      .withArgs(0n, 1n << 10n);
  });

  it("takes the same flags again and says nothing", async () => {
    const { lists, setStatus } = await networkHelpers.loadFixture(deployForRevoking);
    await setStatus(5n, Status.Revoked);
    await expect(setStatus(5n, Status.Revoked)).not.to.emit(lists, "StatusChanged");
  });

  for (const [what, mask] of [
    ["an empty mask", 0n],
    ["half an entry (low)", 1n],
    ["half an entry (high)", 2n],
    ["halves of neighbours", 6n],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { lists, setFlags } = await networkHelpers.loadFixture(deployForRevoking);
      await expect(setFlags({ word: 0n, mask, flags: 0n }))
        .to.be.revertedWithCustomError(lists, "StatusLists_InvalidMask")
        .withArgs(0n, mask);
    });
  }

  for (const [what, mask, flags] of [
    ["flags outside the mask", 3n, 4n],
    ["the value 3", 3n, 3n],
    ["the value 3 at the top of a word", 3n << 254n, 3n << 254n],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { lists, setFlags } = await networkHelpers.loadFixture(deployForRevoking);
      await expect(setFlags({ word: 0n, mask, flags }))
        .to.be.revertedWithCustomError(lists, "StatusLists_InvalidFlags")
        .withArgs(0n, mask, flags);
    });
  }

  it("refuses to be asked for nothing", async () => {
    const { lists, setFlags } = await networkHelpers.loadFixture(deployForRevoking);
    await expect(setFlags()).to.be.revertedWithCustomError(lists, "StatusLists_NothingToChange");
  });

  it("sets flags in several lists in one transaction, for the same caller", async () => {
    const { lists, officers } = await networkHelpers.loadFixture(deployForRevoking);
    const calls = [0n, 1n].map((list) =>
      lists.interface.encodeFunctionData("setFlags", [
        id.permits,
        id.permits,
        list,
        [toChange(0n, Status.Revoked)],
      ]),
    );
    await expect(asCaller(lists, officers.newcomer).multicall(calls))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_MissingRole")
      .withArgs(id.permits, officers.newcomer, Role.Revoke);
    await lists.multicall(calls);
    for (const list of [0n, 1n]) {
      expect(await lists.statusOf(id.permits, list, 0n)).to.equal(Status.Revoked);
    }
    expect(await lists.statusOf(id.futian, 0n, 0n)).to.equal(Status.Valid);
  });
});

describe("StatusLists: who may set flags", () => {
  const change = toChange(0n, Status.Revoked);

  it("an ancestor's officer, acting for the ancestor", async () => {
    const { lists, registry, officers } = await networkHelpers.loadFixture(deployForRevoking);
    await registry.setOfficer(id.city, officers.newcomer, Role.Revoke);
    const caller = asCaller(lists, officers.newcomer);
    await expect(caller.setFlags(id.permits, id.city, 0n, [change])).to.emit(
      lists,
      "StatusChanged",
    );
    expect(await lists.statusOf(id.permits, 0n, 0n)).to.equal(Status.Revoked);
    expect(await lists.statusOf(id.city, 0n, 0n)).to.equal(Status.Valid);
    await expect(caller.setFlags(id.permits, id.permits, 1n, [change]))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_MissingRole")
      .withArgs(id.permits, officers.newcomer, Role.Revoke);
  });

  it("not an officer without the revoke role", async () => {
    const { lists, registry, officers } = await networkHelpers.loadFixture(deployForRevoking);
    const others = Role.Administer | Role.Issue | Role.Anchor;
    await registry.setOfficer(id.permits, officers.newcomer, others);
    const caller = asCaller(lists, officers.newcomer);
    await expect(caller.setFlags(id.permits, id.permits, 0n, [change]))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_MissingRole")
      .withArgs(id.permits, officers.newcomer, Role.Revoke);
  });

  for (const acting of ["transport", "unknown"] as const) {
    it(`not for an authority that is not above the owner: ${acting}`, async () => {
      const { lists } = await networkHelpers.loadFixture(deployForRevoking);
      await expect(lists.setFlags(id.permits, id[acting], 0n, [change]))
        .to.be.revertedWithCustomError(lists, "AuthorityRegistry_NotAbove")
        .withArgs(id[acting], id.permits);
    });
  }

  it("not for the one below: a department cannot set its centre's flags", async () => {
    const { lists } = await networkHelpers.loadFixture(deployForRevoking);
    await expect(lists.setFlags(id.futian, id.permits, 0n, [change]))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_NotAbove")
      .withArgs(id.permits, id.futian);
  });

  it("not in lists of an authority that is not registered", async () => {
    const { lists } = await networkHelpers.loadFixture(deployForRevoking);
    await expect(lists.setFlags(id.unknown, id.city, 0n, [change]))
      .to.be.revertedWithCustomError(lists, "AuthorityRegistry_UnknownAuthority")
      .withArgs(id.unknown);
  });

  for (const slug of ["permits", "futian"] as const) {
    it(`not while ${slug} is suspended, though the city still may`, async () => {
      const { lists, registry, officers } = await networkHelpers.loadFixture(deployForRevoking);
      await registry.setOfficer(id.city, officers.newcomer, Role.Revoke);
      await registry.setState(id[slug], State.Suspended);
      await expect(lists.setFlags(id.permits, id.permits, 0n, [change]))
        .to.be.revertedWithCustomError(lists, "AuthorityRegistry_NotActive")
        .withArgs(id.permits, id[slug]);
      const caller = asCaller(lists, officers.newcomer);
      await expect(caller.setFlags(id.permits, id.city, 0n, [change])).to.emit(
        lists,
        "StatusChanged",
      );
    });
  }
});

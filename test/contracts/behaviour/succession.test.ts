import { encodeStatusChanges } from "@sello/sdk/log";
import { expect } from "chai";
import { sha256, solidityPacked, toUtf8Bytes } from "ethers";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import {
  Accreditation,
  authorityId,
  deployCity,
  deployLogAndLists,
  deployRegistry,
  documentType,
  id,
  issuerOf,
  Kind,
  namesOf,
  type Registry,
  Role,
  register,
  State,
} from "../fixture/deployCity.ts";
import { type TakenRecord, toPiece, toRecord, toStatusPiece, toTree } from "../fixture/pieces.ts";
import { addKey, makeSigningKey } from "../fixture/signingKey.ts";

const { permit } = documentType;
const key = makeSigningKey();
const endedKey = makeSigningKey();
const predecessorLog = ethers.getAddress(ethers.dataSlice(ethers.id("log"), 12));
const head = ethers.id("a head");
const revocation = encodeStatusChanges([{ index: 5, status: 1 }]);
const prefix = "https://futian.example/";

const authorityRecord = (slug: string, parent: string, kind: bigint, state: bigint) =>
  toRecord("Authority", authorityId(slug), parent, kind, state, issuerOf(slug), namesOf(slug));

/** The state of a small city in three pieces, and one head of its status lists. */
async function deploySuccessor() {
  const { officers } = await deployCity();
  const registry = asCaller(await deployRegistry(officers.administrator), officers.administrator);
  const { log, statusLists } = await deployLogAndLists(registry);
  const pieces = [
    toPiece(0, [
      authorityRecord("futian", id.city, Kind.District, State.Active),
      authorityRecord("permits", id.futian, Kind.Department, State.Active),
      authorityRecord("licences", id.city, Kind.Industry, State.Suspended),
    ]),
    toPiece(1, [
      toRecord("Officer", id.city, officers.administrator.address, Role.Anchor),
      toRecord("Officer", id.permits, officers.anchorer.address, Role.Anchor),
      toRecord("Officer", id.permits, officers.revoker.address, Role.Revoke),
      ...[id.city, id.futian].map((one) =>
        toRecord("Accreditation", one, permit, Accreditation.Delegable),
      ),
      toRecord("Accreditation", id.permits, permit, Accreditation.Held),
    ]),
    toPiece(2, [
      toRecord("Key", id.permits, key.x, key.y, 100n, 0n, 0n),
      toRecord("Key", id.permits, endedKey.x, endedKey.y, 100n, 200n, 150n),
      toRecord("Grant", id.futian, prefix),
      toRecord("Validator", id.futian, "0x0102", "0x03", 10n, 100n, 0n),
      toRecord("Relay", officers.newcomer.address),
    ]),
  ];
  const tree = toTree(pieces);
  const statusPieces = [toStatusPiece(0, [[id.permits, 0n, head]]), toStatusPiece(1, [])];
  const statusTree = toTree(statusPieces);
  const sealedAt = BigInt(await networkHelpers.time.latest());
  const terms = {
    stateRoot: tree.root,
    pieces: BigInt(pieces.length),
    statusRoot: statusTree.root,
    statusPieces: BigInt(statusPieces.length),
    predecessorChainId: 77n,
    predecessorLog,
    predecessorSize: 9n,
    predecessorRoot: ethers.id("root"),
    sealedAt,
  };
  const take = (index: number) => registry.takePiece(pieces[index], tree.pathOf(index));
  const takeStatus = (index: number) =>
    statusLists.takePiece(statusPieces[index], statusTree.pathOf(index));
  return { officers, registry, log, statusLists, terms, pieces, tree, take, takeStatus };
}

async function deployTakenOver() {
  const city = await deploySuccessor();
  await city.registry.takeOver(city.terms);
  for (const index of [0, 1, 2]) await city.take(index);
  return city;
}

describe("Sealing", () => {
  const seal = (registry: Registry) => registry.seal(9n, predecessorLog, predecessorLog);

  async function deploySealed() {
    const city = await deployCity();
    await addKey(city.registry, key, id.permits);
    await asCaller(city.log, city.officers.anchorer).append(id.permits, permit, head, 1n);
    const sealedAt = await setNextTimestamp();
    await seal(city.registry);
    return { ...city, sealedAt };
  }

  it("is reported with the successor, and known from then on", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    expect(await registry.sealing()).to.deep.equal([
      0n,
      0n,
      ethers.ZeroAddress,
      ethers.ZeroAddress,
    ]);
    const now = await setNextTimestamp();
    await expect(seal(registry))
      .to.emit(registry, "RegistrySealed")
      .withArgs(officers.administrator, 9n, predecessorLog, predecessorLog, now);
    expect(await registry.sealing()).to.deep.equal([now, 9n, predecessorLog, predecessorLog]);
    expect(await registry.isActiveAt(id.permits, now - 1n)).to.equal(true);
    expect(await registry.isActiveAt(id.permits, now)).to.equal(false);
  });

  it("is the city's alone, and names a successor", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    await expect(seal(asCaller(registry, officers.futianAdministrator)))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotCityAdministrator")
      .withArgs(officers.futianAdministrator);
    for (const [successor, log] of [
      [ethers.ZeroAddress, predecessorLog],
      [predecessorLog, ethers.ZeroAddress],
    ])
      await expect(registry.seal(9n, successor, log))
        .to.be.revertedWithCustomError(registry, "Succession_InvalidSuccessor")
        .withArgs(successor, log);
  });

  it("refuses every append, status act and change after it", async () => {
    const { registry, log, statusLists, officers } = await networkHelpers.loadFixture(deploySealed);
    const lists = asCaller(statusLists, officers.revoker);
    for (const change of [
      () => asCaller(log, officers.anchorer).append(id.permits, permit, ethers.id("b"), 1n),
      () => lists.changeStatus(id.permits, id.permits, 0n, revocation),
      () => registry.setState(id.permits, State.Suspended),
      () => registry.setOfficer(id.permits, officers.newcomer, Role.Issue),
      () => registry.setAccreditation(id.permits, permit, Accreditation.None),
      () => registry.endSigningKey(id.permits, key.thumbprint, 1n),
      () => registry.distrustSigningKey(id.permits, key.thumbprint, 1n),
      () => addKey(registry, endedKey, id.permits),
      () => register(registry, "parks", id.city, Kind.District),
      () => asCaller(registry, officers.futianAdministrator).acceptAdministration(id.futian),
      () => registry.grantIssuerPrefix(id.futian, prefix, true),
      () => registry.setRelay(predecessorLog, true),
      () => registry.setValidator(id.futian, "0x01", "0x02", 1n, 0n, 0n),
      () => seal(registry),
    ])
      await expect(change()).to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotActive");
  });

  it("lets anybody have the log say where it ended, once", async () => {
    const { log, sealedAt } = await networkHelpers.loadFixture(deploySealed);
    expect(await log.isSealed()).to.equal(false);
    await expect(log.seal())
      .to.emit(log, "LogSealed")
      .withArgs(1n, await log.root(), sealedAt);
    expect(await log.isSealed()).to.equal(true);
    await expect(log.seal()).to.be.revertedWithCustomError(log, "DocumentLog_AlreadySealed");
  });

  it("of the log comes after the registry's", async () => {
    const { log } = await networkHelpers.loadFixture(deployCity);
    await expect(log.seal()).to.be.revertedWithCustomError(log, "DocumentLog_RegistryNotSealed");
  });
});

describe("Taking over", () => {
  it("gives the successor all that was, by the ordinary events", async () => {
    const { registry, officers, terms } = await networkHelpers.loadFixture(deployTakenOver);
    const now = BigInt(await networkHelpers.time.latest());
    expect(await registry.predecessor()).to.deep.equal([Object.values(terms), 3n]);
    expect(await registry.isActiveAt(id.permits, now)).to.equal(true);
    expect(await registry.stateAt(id.licences, now)).to.equal(State.Suspended);
    expect(await registry.isAccreditedAt(id.permits, permit, now)).to.equal(true);
    const roles = Role.Administer | Role.Anchor;
    expect(await registry.rolesAt(id.city, officers.administrator, now)).to.equal(roles);
    expect(await registry.signingKeyOf(key.thumbprint)).to.deep.equal([id.permits, 100n, 0n, 0n]);
    expect(await registry.signingKeyOf(endedKey.thumbprint)).to.deep.equal([
      id.permits,
      100n,
      200n,
      150n,
    ]);
    expect(await registry.hasIssuerPrefix(id.futian, prefix)).to.equal(true);
    expect(await registry.validatorOf("0x0102")).to.deep.equal([id.futian, 10n, 100n, 0n]);
    expect(await registry.isRelay(officers.newcomer)).to.equal(true);
    const events = await registry.queryFilter("*");
    const count = (name: string) =>
      events.filter((event) => "eventName" in event && event.eventName === name).length;
    for (const [name, times] of [
      ["AuthorityRegistered", 4],
      ["AuthorityStateChanged", 3],
      ["OfficerChanged", 4],
      ["AccreditationChanged", 3],
      ["SigningKeyChanged", 2],
      ["SigningKeyPublished", 2],
      ["SigningKeyDistrusted", 1],
      ["IssuerPrefixChanged", 1],
      ["ValidatorChanged", 1],
      ["RelayChanged", 1],
      ["PieceTaken", 3],
      ["TakeOverCompleted", 1],
    ] as const)
      expect(count(name), name).to.equal(times);
  });

  it("takes pieces in order, once, with their own paths", async () => {
    const { registry, terms, pieces, tree, take } =
      await networkHelpers.loadFixture(deploySuccessor);
    await expect(take(0)).to.be.revertedWithCustomError(registry, "Succession_NotTakingOver");
    await registry.takeOver(terms);
    await expect(take(1))
      .to.be.revertedWithCustomError(registry, "Succession_PieceOutOfOrder")
      .withArgs(1n, 0n);
    for (const [piece, path] of [
      [pieces[0], tree.pathOf(1)],
      [pieces[0], []],
      [toPiece(0, []), tree.pathOf(0)],
    ] as const)
      await expect(registry.takePiece(piece, path)).to.be.revertedWithCustomError(
        registry,
        "Succession_UnknownPiece",
      );
    await expect(take(0)).to.emit(registry, "PieceTaken").withArgs(0n, 3n);
    await expect(take(0))
      .to.be.revertedWithCustomError(registry, "Succession_PieceOutOfOrder")
      .withArgs(0n, 1n);
    await take(1);
    await expect(take(2)).to.emit(registry, "TakeOverCompleted");
    await expect(take(2)).to.be.revertedWithCustomError(registry, "Succession_NotTakingOver");
  });

  it("leaves nothing to be done while it is half over", async () => {
    const { registry, log, statusLists, terms, take, takeStatus, officers } =
      await networkHelpers.loadFixture(deploySuccessor);
    await registry.takeOver(terms);
    await take(0);
    await take(1);
    const lists = asCaller(statusLists, officers.revoker);
    for (const change of [
      () => asCaller(log, officers.anchorer).append(id.permits, permit, head, 1n),
      () => lists.changeStatus(id.permits, id.permits, 0n, revocation),
      () => registry.setState(id.permits, State.Suspended),
      () => registry.takeOver(terms),
      () => registry.seal(1n, predecessorLog, predecessorLog),
    ])
      await expect(change()).to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotActive");
    await expect(takeStatus(0)).to.be.revertedWithCustomError(
      statusLists,
      "StatusLists_RegistryNotOpen",
    );
    await expect(log.commitPredecessor())
      .to.be.revertedWithCustomError(log, "DocumentLog_TakeOverUnfinished")
      .withArgs(2n, 3n);
  });

  it("begins after the predecessor's last second, from what can be a log", async () => {
    const { registry, terms } = await networkHelpers.loadFixture(deploySuccessor);
    const now = await setNextTimestamp();
    await expect(registry.takeOver({ ...terms, sealedAt: now }))
      .to.be.revertedWithCustomError(registry, "Succession_TooEarly")
      .withArgs(now, (timestamp: bigint) => timestamp >= now);
    for (const wrong of [
      { predecessorLog: ethers.ZeroAddress },
      { predecessorSize: 2n ** 48n + 1n },
    ])
      await expect(registry.takeOver({ ...terms, ...wrong })).to.be.revertedWithCustomError(
        registry,
        "Succession_InvalidPredecessor",
      );
  });

  it("may be signed again until the first piece is taken, not after, and not by others", async () => {
    const { registry, terms, take, officers } = await networkHelpers.loadFixture(deploySuccessor);
    await registry.takeOver({ ...terms, stateRoot: head });
    await expect(asCaller(registry, officers.newcomer).takeOver(terms))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotCityAdministrator")
      .withArgs(officers.newcomer);
    await expect(registry.takeOver(terms)).to.emit(registry, "TakeOverBegun");
    for (const index of [0, 1, 2]) await take(index);
    await expect(registry.takeOver(terms)).to.be.revertedWithCustomError(
      registry,
      "Succession_NotFresh",
    );
  });

  for (const [what, found] of [
    ["an authority", (r: Registry) => register(r, "parks", id.city, Kind.District)],
    ["an accreditation", (r: Registry) => r.setAccreditation(id.city, permit, 2n)],
    ["a grant", (r: Registry) => r.grantIssuerPrefix(id.city, prefix, true)],
    ["a relay", (r: Registry) => r.setRelay(predecessorLog, true)],
    ["a validator", (r: Registry) => r.setValidator(id.city, "0x01", "0x02", 1n, 0n, 0n)],
  ] as const) {
    it(`is refused by a registry that has ${what} of its own`, async () => {
      const { registry, terms } = await networkHelpers.loadFixture(deploySuccessor);
      await found(registry);
      await expect(registry.takeOver(terms)).to.be.revertedWithCustomError(
        registry,
        "Succession_NotFresh",
      );
    });
  }

  it("is over at once where there is nothing but a log to take over, and happens once", async () => {
    const { registry, log, terms } = await networkHelpers.loadFixture(deploySuccessor);
    const empty = { ...terms, pieces: 0n, statusPieces: 0n };
    await expect(registry.takeOver(empty)).to.emit(registry, "TakeOverCompleted");
    await expect(registry.takeOver(empty)).to.be.revertedWithCustomError(
      registry,
      "Succession_NotFresh",
    );
    await expect(log.commitPredecessor()).to.emit(log, "BatchAppended");
  });

  it("counts against no rate", async function () {
    this.timeout(300_000);
    const { registry, terms, officers } = await networkHelpers.loadFixture(deploySuccessor);
    const under = (index: number) => `futian-${index}`;
    const all: TakenRecord[] = [authorityRecord("futian", id.city, Kind.District, State.Active)];
    const pieces = [toPiece(0, all)];
    for (let piece = 1; piece <= 4; piece++)
      pieces.push(
        toPiece(
          piece,
          Array.from({ length: 70 }, (_, n) =>
            authorityRecord(under(100 * piece + n), id.futian, Kind.Department, State.Active),
          ),
        ),
      );
    pieces.push(
      toPiece(5, [
        toRecord("Officer", id.futian, officers.futianAdministrator.address, Role.Administer),
      ]),
    );
    const tree = toTree(pieces);
    await registry.takeOver({ ...terms, stateRoot: tree.root, pieces: 6n });
    for (const [index, piece] of pieces.entries())
      await registry.takePiece(piece, tree.pathOf(index));
    await register(
      asCaller(registry, officers.futianAdministrator),
      "futian-parks",
      id.futian,
      Kind.Department,
    );
  });

  for (const [what, error, toBad] of [
    [
      "an authority twice",
      "AuthorityRegistry_AlreadyRegistered",
      () => [authorityRecord("city", id.city, Kind.District, 1n)],
    ],
    [
      "an id that is not the issuer's",
      "AuthorityRegistry_IssuerMismatch",
      () => [toRecord("Authority", head, id.city, 2n, 1n, issuerOf("a"), "{}")],
    ],
    [
      "the state None",
      "AuthorityRegistry_InvalidState",
      () => [authorityRecord("a", id.city, Kind.District, 0n)],
    ],
    [
      "the state Sealed",
      "AuthorityRegistry_InvalidState",
      () => [authorityRecord("a", id.city, Kind.District, State.Sealed)],
    ],
    [
      "a key twice",
      "AuthorityRegistry_KeyKnown",
      () => [1, 2].map(() => toRecord("Key", id.city, key.x, key.y, 1n, 0n, 0n)),
    ],
    [
      "a key that is no point",
      "AuthorityRegistry_InvalidKeySignature",
      () => [toRecord("Key", id.city, key.x, key.x, 1n, 0n, 0n)],
    ],
    [
      "a key that ends before it begins",
      "AuthorityRegistry_KeyIntervalEmpty",
      () => [toRecord("Key", id.city, key.x, key.y, 2n, 1n, 0n)],
    ],
    [
      "a time that no reader writes",
      "AuthorityRegistry_TimeOutOfRange",
      () => [toRecord("Key", id.city, key.x, key.y, 1n, 0n, 2n ** 60n)],
    ],
    [
      "an officer of nobody",
      "AuthorityRegistry_UnknownAuthority",
      () => [toRecord("Officer", id.permits, predecessorLog, 1n)],
    ],
    [
      "a relay twice",
      "AuthorityRegistry_Unchanged",
      () => [1, 2].map(() => toRecord("Relay", predecessorLog)),
    ],
  ] as const) {
    it(`refuses ${what} in a piece`, async () => {
      const { registry, terms } = await networkHelpers.loadFixture(deploySuccessor);
      const piece = toPiece(0, toBad());
      const tree = toTree([piece]);
      await registry.takeOver({ ...terms, stateRoot: tree.root, pieces: 1n });
      await expect(registry.takePiece(piece, [])).to.be.revertedWithCustomError(registry, error);
    });
  }
});

describe("A log that goes on from another", () => {
  it("begins with the other's size and root, once", async () => {
    const { log, terms, officers } = await networkHelpers.loadFixture(deployTakenOver);
    const anchorer = asCaller(log, officers.anchorer);
    await expect(anchorer.append(id.permits, permit, head, 1n)).to.be.revertedWithCustomError(
      log,
      "DocumentLog_PredecessorFirst",
    );
    const authority = sha256(solidityPacked(["uint256", "address"], [77n, predecessorLog]));
    const type = sha256(toUtf8Bytes("sello/log/predecessor"));
    const { predecessorRoot, predecessorSize } = terms;
    const now = await setNextTimestamp();
    await log.commitPredecessor();
    expect(await log.entryOf(authority, type, predecessorRoot, predecessorSize)).to.deep.equal([
      0n,
      now,
    ]);
    await expect(log.commitPredecessor()).to.be.revertedWithCustomError(
      log,
      "DocumentLog_PredecessorCommitted",
    );
    await expect(anchorer.append(id.permits, permit, head, 1n)).to.emit(log, "BatchAppended");
    expect(await log.size()).to.equal(2n);
  });

  it("is not one that has no predecessor", async () => {
    const { log } = await networkHelpers.loadFixture(deployCity);
    await expect(log.commitPredecessor()).to.be.revertedWithCustomError(
      log,
      "DocumentLog_NoPredecessor",
    );
  });
});

describe("Status lists that go on", () => {
  it("continue from their last heads", async () => {
    const { statusLists, officers, takeStatus } = await networkHelpers.loadFixture(deployTakenOver);
    const now = await setNextTimestamp();
    await expect(takeStatus(0))
      .to.emit(statusLists, "StatusHeadTaken")
      .withArgs(id.permits, 0n, head, now);
    await takeStatus(1);
    expect(await statusLists.piecesTaken()).to.equal(2n);
    const changed = await setNextTimestamp();
    await asCaller(statusLists, officers.revoker).changeStatus(
      id.permits,
      id.permits,
      0n,
      revocation,
    );
    expect(await statusLists.headOf(id.permits, 0n)).to.equal(
      ethers.solidityPackedKeccak256(
        ["bytes32", "bytes32", "uint64", "bytes32", "address", "uint64", "bytes"],
        [head, id.permits, 0n, id.permits, officers.revoker.address, changed, revocation],
      ),
    );
  });

  it("do not begin while heads are missing, and take each piece once, in order", async () => {
    const { statusLists, officers, takeStatus } = await networkHelpers.loadFixture(deployTakenOver);
    const lists = asCaller(statusLists, officers.revoker);
    const begin = () => lists.changeStatus(id.permits, id.permits, 1n, revocation);
    await expect(takeStatus(1))
      .to.be.revertedWithCustomError(statusLists, "StatusLists_PieceOutOfOrder")
      .withArgs(1n, 0n);
    await takeStatus(0);
    await expect(takeStatus(0)).to.be.revertedWithCustomError(
      statusLists,
      "StatusLists_PieceOutOfOrder",
    );
    await expect(begin())
      .to.be.revertedWithCustomError(statusLists, "StatusLists_HeadsMissing")
      .withArgs(1n, 2n);
    await expect(
      statusLists.takePiece(toStatusPiece(1, [[id.permits, 1n, head]]), []),
    ).to.be.revertedWithCustomError(statusLists, "StatusLists_UnknownPiece");
    await takeStatus(1);
    await expect(begin()).to.emit(statusLists, "StatusChanged");
  });

  it("refuse a list twice, and one beyond the last", async () => {
    for (const [heads, error] of [
      [[0n, 0n], "StatusLists_HeadKnown"],
      [[1_048_576n], "StatusLists_ListOutOfRange"],
    ] as const) {
      const { registry, statusLists, terms } = await networkHelpers.loadFixture(deploySuccessor);
      const piece = toStatusPiece(
        0,
        heads.map((list) => [id.permits, list, head] as const),
      );
      await registry.takeOver({ ...terms, pieces: 0n, statusRoot: toTree([piece]).root });
      await expect(statusLists.takePiece(piece, [])).to.be.revertedWithCustomError(
        statusLists,
        error,
      );
    }
  });
});

import { expect } from "chai";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import {
  authorityId,
  deployCity,
  id,
  issuerOf,
  Kind,
  NO_AUTHORITY,
  namesOf,
  Role,
  register,
  registryFactory,
  State,
} from "../fixture/deployCity.ts";

describe("AuthorityRegistry: registration", () => {
  it("starts with an active city and its first administrator", async () => {
    const { officers } = await networkHelpers.loadFixture(deployCity);
    const factory = await registryFactory();
    const timestamp = await setNextTimestamp();
    const registry = await factory.deploy(
      id.city,
      issuerOf("city"),
      namesOf("city"),
      officers.administrator,
    );
    await expect(registry.deploymentTransaction())
      .to.emit(registry, "AuthorityRegistered")
      .withArgs(
        id.city,
        NO_AUTHORITY,
        officers.deployer,
        id.city,
        Kind.City,
        1n,
        issuerOf("city"),
        namesOf("city"),
        timestamp,
      )
      .and.to.emit(registry, "OfficerChanged")
      .withArgs(
        id.city,
        officers.administrator,
        officers.deployer,
        id.city,
        Role.Administer,
        timestamp,
      );
  });

  it("refuses a city whose id is not its issuer's hash, or without an administrator", async () => {
    const { officers, registry } = await networkHelpers.loadFixture(deployCity);
    const factory = await registryFactory();
    const other = issuerOf("other");
    await expect(factory.deploy(id.city, other, namesOf("city"), officers.administrator))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_IssuerMismatch")
      .withArgs(id.city, authorityId("other"));
    await expect(
      factory.deploy(id.city, issuerOf("city"), namesOf("city"), ethers.ZeroAddress),
    ).to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidOfficer");
  });

  it("answers parents, kinds and the root", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    expect(await registry.city()).to.equal(id.city);
    expect(await registry.parentOf(id.permits)).to.equal(id.futian);
    expect(await registry.parentOf(id.city)).to.equal(NO_AUTHORITY);
    expect(await registry.kindOf(id.transport)).to.equal(Kind.Industry);
    expect(await registry.kindOf(id.unknown)).to.equal(Kind.None);
  });

  it("reports who acted, through which authority, and all that was registered", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const caller = asCaller(registry, officers.futianAdministrator);
    const timestamp = await setNextTimestamp();
    await expect(register(caller, "futian-parks", id.futian, Kind.Department))
      .to.emit(registry, "AuthorityRegistered")
      .withArgs(
        authorityId("futian-parks"),
        id.futian,
        officers.futianAdministrator,
        id.futian,
        Kind.Department,
        3n,
        issuerOf("futian-parks"),
        namesOf("futian-parks"),
        timestamp,
      );
    expect(await registry.stateAt(authorityId("futian-parks"), timestamp)).to.equal(State.Active);
    expect(await registry.stateAt(authorityId("futian-parks"), timestamp - 1n)).to.equal(
      State.None,
    );
  });

  it("refuses a second registration, an unknown parent and an id that is not the issuer's hash", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await expect(register(registry, "permits", id.city, Kind.Department))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_AlreadyRegistered")
      .withArgs(id.permits);
    await expect(register(registry, "parks", id.unknown, Kind.Department))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_UnknownAuthority")
      .withArgs(id.unknown);
    await expect(
      registry.registerAuthority(id.unknown, id.city, Kind.District, issuerOf("x"), "{}"),
    )
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_IssuerMismatch")
      .withArgs(id.unknown, authorityId("x"));
  });

  for (const [kind, parent, parentKind] of [
    ["None", "city", "City"],
    ["City", "city", "City"],
    ["District", "futian", "District"],
    ["District", "transport", "Industry"],
    ["Industry", "transport", "Industry"],
    ["Industry", "permits", "Department"],
  ] as const) {
    it(`refuses the kind ${kind} under ${parentKind}`, async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      await expect(register(registry, "new", id[parent], Kind[kind]))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KindNotAllowed")
        .withArgs(Kind[kind], Kind[parentKind]);
    });
  }

  for (const [kind, parent] of [
    ["District", "city"],
    ["Industry", "city"],
    ["Industry", "futian"],
    ["Department", "city"],
    ["Department", "permits"],
  ] as const) {
    it(`allows ${kind} under ${parent}`, async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      await register(registry, "new", id[parent], Kind[kind]);
      expect(await registry.kindOf(authorityId("new"))).to.equal(Kind[kind]);
    });
  }

  it("ends the tree at a depth of eight", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    let parent: string = id.permits;
    for (let depth = 4; depth <= 8; depth++) {
      await register(registry, `depth-${depth}`, parent, Kind.Department);
      parent = authorityId(`depth-${depth}`);
    }
    await expect(register(registry, "depth-9", parent, Kind.Department))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TooDeep")
      .withArgs(parent, 8);
  });

  it("refuses to register below an authority that is not active, even by the city", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await registry.setState(id.futian, State.Suspended);
    await expect(register(registry, "parks", id.permits, Kind.Department))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotActive")
      .withArgs(id.permits, id.futian);
  });

  it("puts several operations into one transaction, in order, or none", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const parks = authorityId("parks");
    const calls = [
      registry.interface.encodeFunctionData("registerAuthority", [
        parks,
        id.futian,
        Kind.Department,
        issuerOf("parks"),
        namesOf("parks"),
      ]),
      registry.interface.encodeFunctionData("setState", [parks, State.Suspended]),
    ];
    const again = registry.interface.encodeFunctionData("setState", [parks, State.Suspended]);
    await expect(registry.multicall([...calls, again]))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Unchanged")
      .withArgs(parks);
    expect(await registry.kindOf(parks)).to.equal(Kind.None);
    const timestamp = await setNextTimestamp();
    await registry.multicall(calls);
    expect(await registry.stateAt(parks, timestamp)).to.equal(State.Suspended);
  });
});

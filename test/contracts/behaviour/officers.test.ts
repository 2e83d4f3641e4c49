import { expect } from "chai";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import { deployCity, id, Role, State } from "../fixture/deployCity.ts";

describe("AuthorityRegistry: officers", () => {
  it("replaces roles and answers for every time between", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const { newcomer, administrator } = officers;
    const appointed = await setNextTimestamp();
    await expect(registry.setOfficer(id.permits, newcomer, Role.Issue | Role.Revoke))
      .to.emit(registry, "OfficerChanged")
      .withArgs(id.permits, newcomer, administrator, id.city, Role.Issue | Role.Revoke, appointed);
    const dismissed = await setNextTimestamp();
    await registry.setOfficer(id.permits, newcomer, 0n);
    expect(await registry.rolesAt(id.permits, newcomer, appointed - 1n)).to.equal(0n);
    expect(await registry.rolesAt(id.permits, newcomer, appointed)).to.equal(6n);
    expect(await registry.rolesAt(id.permits, newcomer, dismissed - 1n)).to.equal(6n);
    expect(await registry.rolesAt(id.permits, newcomer, dismissed)).to.equal(0n);
    expect(await registry.rolesAt(id.futian, newcomer, appointed)).to.equal(0n);
  });

  it("refuses the zero address, unknown roles and no change", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    await expect(registry.setOfficer(id.permits, ethers.ZeroAddress, Role.Issue))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidOfficer")
      .withArgs(ethers.ZeroAddress);
    await expect(registry.setOfficer(id.permits, officers.newcomer, 16n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidRoles")
      .withArgs(16n);
    await expect(registry.setOfficer(id.permits, officers.newcomer, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Unchanged")
      .withArgs(id.permits);
  });

  it("never lets the city lose its last administrator", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const { administrator, newcomer } = officers;
    await expect(registry.setOfficer(id.city, administrator, Role.Issue))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_LastAdministrator")
      .withArgs(id.city, administrator);
    await registry.setOfficer(id.city, administrator, Role.Administer | Role.Anchor);
    await registry.setOfficer(id.city, newcomer, Role.Administer);
    // Nobody knows yet whether the newcomer has the key of this account.
    await expect(registry.setOfficer(id.city, administrator, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_LastAdministrator")
      .withArgs(id.city, administrator);
    const timestamp = await setNextTimestamp();
    await expect(asCaller(registry, newcomer).acceptAdministration(id.city))
      .to.emit(registry, "AdministrationAccepted")
      .withArgs(id.city, newcomer, timestamp);
    expect(await registry.hasAccepted(id.city, newcomer)).to.equal(true);
    await registry.setOfficer(id.city, administrator, 0n);
    await expect(asCaller(registry, newcomer).setOfficer(id.city, newcomer, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_LastAdministrator")
      .withArgs(id.city, newcomer);
  });

  it("takes any act of a city's administrator as a sign that it can act", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const { administrator, newcomer } = officers;
    await registry.setOfficer(id.city, newcomer, Role.Administer);
    await expect(asCaller(registry, newcomer).setOfficer(id.city, administrator, 0n))
      .to.emit(registry, "AdministrationAccepted")
      .withArgs(id.city, newcomer, (timestamp: bigint) => timestamp > 0n);
    expect(await registry.hasAccepted(id.city, administrator)).to.equal(false);
  });

  it("takes back what a removed administrator showed", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const { administrator, newcomer } = officers;
    const appoint = (roles: bigint) => registry.setOfficer(id.city, newcomer, roles);
    await appoint(Role.Administer);
    await asCaller(registry, newcomer).acceptAdministration(id.city);
    await appoint(0n);
    await appoint(Role.Administer);
    await expect(registry.setOfficer(id.city, administrator, 0n)).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_LastAdministrator",
    );
  });

  it("lets an administrator accept once, where it is one, while it may act", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const futian = asCaller(registry, officers.futianAdministrator);
    await futian.acceptAdministration(id.futian);
    await expect(futian.acceptAdministration(id.futian)).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_Unchanged",
    );
    for (const authority of [id.city, id.permits])
      await expect(futian.acceptAdministration(authority))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAdministrator")
        .withArgs(authority, officers.futianAdministrator);
    await expect(futian.acceptAdministration(id.unknown)).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_UnknownAuthority",
    );
    await registry.setOfficer(id.permits, officers.newcomer, Role.Administer);
    await registry.setState(id.futian, State.Suspended);
    await expect(asCaller(registry, officers.newcomer).acceptAdministration(id.permits))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotActive")
      .withArgs(id.permits, id.futian);
  });

  it("lets any other authority lose its last administrator", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    await asCaller(registry, officers.futianAdministrator).acceptAdministration(id.futian);
    await registry.setOfficer(id.futian, officers.futianAdministrator, 0n);
    expect(await registry.hasAccepted(id.futian, officers.futianAdministrator)).to.equal(false);
    const timestamp = BigInt(await networkHelpers.time.latest());
    expect(await registry.rolesAt(id.futian, officers.futianAdministrator, timestamp)).to.equal(0n);
  });
});

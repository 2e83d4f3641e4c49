import { expect } from "chai";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import { deployCity, id, Role } from "../fixture/deployCity.ts";

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
    await registry.setOfficer(id.city, administrator, 0n);
    await expect(asCaller(registry, newcomer).setOfficer(id.city, newcomer, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_LastAdministrator")
      .withArgs(id.city, newcomer);
  });

  it("lets any other authority lose its last administrator", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    await registry.setOfficer(id.futian, officers.futianAdministrator, 0n);
    const timestamp = BigInt(await networkHelpers.time.latest());
    expect(await registry.rolesAt(id.futian, officers.futianAdministrator, timestamp)).to.equal(0n);
  });
});

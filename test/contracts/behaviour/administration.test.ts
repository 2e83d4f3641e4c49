import { expect } from "chai";
import { ethers, networkHelpers } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import {
  Accreditation,
  deployCity,
  documentType,
  id,
  type Registry,
  Role,
  State,
} from "../fixture/deployCity.ts";
import { addKey, makeSigningKey } from "../fixture/signingKey.ts";

const someone = ethers.getAddress(ethers.dataSlice(ethers.id("someone"), 12));
const key = makeSigningKey();

// Every operation on an existing record, on an authority it may be done to.
const operations: Record<string, (registry: Registry, authority: string) => Promise<unknown>> = {
  setState: (registry, authority) => registry.setState(authority, State.Suspended),
  setOfficer: (registry, authority) => registry.setOfficer(authority, someone, Role.Issue),
  addSigningKey: (registry, authority) => addKey(registry, key, authority),
  setAccreditation: (registry, authority) =>
    registry.setAccreditation(authority, documentType.permit, Accreditation.Delegable),
};

for (const [name, operate] of Object.entries(operations)) {
  describe(`AuthorityRegistry: who may call ${name}`, () => {
    it("an administrator of the parent", async () => {
      const { registry, officers } = await networkHelpers.loadFixture(deployCity);
      const caller = asCaller(registry, officers.futianAdministrator);
      await expect(operate(caller, id.permits)).not.to.revert(ethers);
    });

    it("an administrator of an ancestor further up", async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      await expect(operate(registry, id.permits)).not.to.revert(ethers);
    });

    it("not the authority's own administrator", async () => {
      const { registry, officers } = await networkHelpers.loadFixture(deployCity);
      const account = officers.futianAdministrator;
      await expect(operate(asCaller(registry, account), id.futian))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAdministrator")
        .withArgs(id.city, account);
    });

    it("not an administrator of another branch", async () => {
      const { registry, officers } = await networkHelpers.loadFixture(deployCity);
      const account = officers.futianAdministrator;
      await expect(operate(asCaller(registry, account), id.licences))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAdministrator")
        .withArgs(id.transport, account);
    });

    it("not an officer with every other role", async () => {
      const { registry, officers } = await networkHelpers.loadFixture(deployCity);
      const account = officers.newcomer;
      await registry.setOfficer(id.city, account, Role.Issue | Role.Revoke | Role.Anchor);
      await expect(operate(asCaller(registry, account), id.permits))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAdministrator")
        .withArgs(id.futian, account);
    });

    it("not through a suspended authority, while one above it still may", async () => {
      const { registry, officers } = await networkHelpers.loadFixture(deployCity);
      const account = officers.futianAdministrator;
      await registry.setState(id.futian, State.Suspended);
      await expect(operate(asCaller(registry, account), id.permits)).to.be.revertedWithCustomError(
        registry,
        "AuthorityRegistry_NotAdministrator",
      );
      await expect(operate(registry, id.permits)).not.to.revert(ethers);
    });

    it("not through an active authority below a suspended one", async () => {
      const { registry, officers } = await networkHelpers.loadFixture(deployCity);
      const account = officers.newcomer;
      await registry.setOfficer(id.permits, account, Role.Administer);
      await registerBelowPermits(registry);
      await registry.setState(id.futian, State.Suspended);
      await expect(operate(asCaller(registry, account), belowPermits))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAdministrator")
        .withArgs(id.permits, account);
    });

    it("nobody, once the authority is retired", async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      await registry.setState(id.permits, State.Retired);
      await expect(operate(registry, id.permits))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Retired")
        .withArgs(id.permits);
    });

    it("nobody, on an authority that is not registered", async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      await expect(operate(registry, id.unknown))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_UnknownAuthority")
        .withArgs(id.unknown);
    });
  });
}

const belowIssuer = "https://sello.example/authorities/counter";
const belowPermits = ethers.sha256(ethers.toUtf8Bytes(belowIssuer));

async function registerBelowPermits(registry: Registry): Promise<void> {
  await registry.registerAuthority(belowPermits, id.permits, 4n, belowIssuer, "{}");
}

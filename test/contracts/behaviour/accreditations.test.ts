import { expect } from "chai";
import { networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import {
  Accreditation,
  deployCity,
  documentType,
  id,
  MAX_TIMESTAMP,
} from "../fixture/deployCity.ts";

const { permit, licence } = documentType;

describe("AuthorityRegistry: accreditations", () => {
  it("counts while all above hold the right to delegate", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const accredited = (authority: string) =>
      registry.isAccreditedAt(authority, permit, MAX_TIMESTAMP);
    for (const authority of [id.city, id.futian, id.permits]) {
      expect(await accredited(authority)).to.equal(true);
    }
    for (const authority of [id.transport, id.licences, id.unknown]) {
      expect(await accredited(authority)).to.equal(false);
    }
    expect(await registry.isAccreditedAt(id.permits, licence, MAX_TIMESTAMP)).to.equal(false);
  });

  it("is refused where the parent may not delegate", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await expect(registry.setAccreditation(id.licences, permit, Accreditation.Held))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAccredited")
      .withArgs(id.licences, permit, id.transport);
    await registry.setAccreditation(id.transport, permit, Accreditation.Held);
    await expect(registry.setAccreditation(id.licences, permit, Accreditation.Held))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAccredited")
      .withArgs(id.licences, permit, id.transport);
  });

  it("is refused where the parent's own right no longer reaches the city", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await registry.setAccreditation(id.city, permit, Accreditation.Held);
    await expect(registry.setAccreditation(id.permits, permit, Accreditation.Delegable))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotAccredited")
      .withArgs(id.permits, permit, id.futian);
  });

  it("withdrawn from an ancestor, is gone for all below from that moment", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const withdrawn = await setNextTimestamp();
    await expect(registry.setAccreditation(id.futian, permit, Accreditation.None))
      .to.emit(registry, "AccreditationChanged")
      .withArgs(id.futian, permit, officers.administrator, id.city, Accreditation.None, withdrawn);
    expect(await registry.isAccreditedAt(id.permits, permit, withdrawn - 1n)).to.equal(true);
    expect(await registry.isAccreditedAt(id.permits, permit, withdrawn)).to.equal(false);
    expect(await registry.accreditationAt(id.permits, permit, withdrawn)).to.equal(
      Accreditation.Held,
    );
    expect(await registry.isAccreditedAt(id.city, permit, withdrawn)).to.equal(true);
  });

  it("takes the right to delegate away and leaves the ancestor's own", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await registry.setAccreditation(id.futian, permit, Accreditation.Held);
    expect(await registry.isAccreditedAt(id.futian, permit, MAX_TIMESTAMP)).to.equal(true);
    expect(await registry.isAccreditedAt(id.permits, permit, MAX_TIMESTAMP)).to.equal(false);
  });

  it("counts again when the one above is restored", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const withdrawn = await setNextTimestamp();
    await registry.setAccreditation(id.city, permit, Accreditation.None);
    const restored = await setNextTimestamp();
    await registry.setAccreditation(id.city, permit, Accreditation.Delegable);
    expect(await registry.isAccreditedAt(id.permits, permit, withdrawn)).to.equal(false);
    expect(await registry.isAccreditedAt(id.permits, permit, restored)).to.equal(true);
  });

  it("can be withdrawn below an authority that lost its own", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await registry.setAccreditation(id.futian, permit, Accreditation.None);
    await registry.setAccreditation(id.permits, permit, Accreditation.None);
    expect(await registry.accreditationAt(id.permits, permit, MAX_TIMESTAMP)).to.equal(
      Accreditation.None,
    );
  });

  it("refuses no change", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await expect(registry.setAccreditation(id.permits, permit, Accreditation.Held))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Unchanged")
      .withArgs(id.permits);
  });
});

import { expect } from "chai";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { deployCity, id, MAX_TIMESTAMP, type Registry } from "../fixture/deployCity.ts";

const thumbprint = ethers.id("a key");
const DAY = 86_400n;

/** Adds the key over [from, until) to the permits department. */
function setKey(registry: Registry, from: bigint, until: bigint) {
  return registry.setSigningKey(id.permits, thumbprint, from, until);
}

async function keyInterval(registry: Registry): Promise<[bigint, bigint]> {
  const [authority, from, until] = await registry.signingKeyOf(thumbprint);
  expect(authority).to.equal(id.permits);
  return [from, until];
}

describe("AuthorityRegistry: signing keys", () => {
  it("starts a key at the block's time when no start is given", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await expect(setKey(registry, 0n, 0n))
      .to.emit(registry, "SigningKeyChanged")
      .withArgs(id.permits, thumbprint, officers.administrator, id.city, now, 0n, now);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, now - 1n)).to.equal(false);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, now)).to.equal(true);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, MAX_TIMESTAMP)).to.equal(true);
    expect(await registry.isKeyCurrentAt(id.futian, thumbprint, now)).to.equal(false);
  });

  it("knows no key that was not added, not even for no authority", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const zero = ethers.ZeroHash;
    expect(await registry.isKeyCurrentAt(zero, thumbprint, 0n)).to.equal(false);
    expect(await registry.signingKeyOf(thumbprint)).to.deep.equal([zero, 0n, 0n]);
  });

  it("holds over the half-open interval given", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await setKey(registry, now, now + DAY);
    const isCurrent = (timestamp: bigint) =>
      registry.isKeyCurrentAt(id.permits, thumbprint, timestamp);
    expect(await isCurrent(now + DAY - 1n)).to.equal(true);
    expect(await isCurrent(now + DAY)).to.equal(false);
  });

  it("refuses to backdate, an empty interval and the zero thumbprint", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await expect(setKey(registry, now - 1n, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyBackdated")
      .withArgs(thumbprint, now - 1n, (earliest: bigint) => earliest >= now);
    await expect(setKey(registry, now + DAY, now + DAY))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyIntervalEmpty")
      .withArgs(thumbprint, now + DAY, now + DAY);
    await expect(registry.setSigningKey(id.permits, ethers.ZeroHash, 0n, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidThumbprint")
      .withArgs(ethers.ZeroHash);
  });

  it("gives a thumbprint to one authority forever", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await setKey(registry, 0n, 0n);
    await setKey(registry, 0n, 1n);
    await expect(registry.setSigningKey(id.licences, thumbprint, 0n, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyOfAnother")
      .withArgs(thumbprint, id.permits);
  });

  it("moves an end that is not reached, to later, sooner or none, and keeps the start", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = await setNextTimestamp();
    await setKey(registry, 0n, start + DAY);
    for (const until of [start + 2n * DAY, start + DAY, 0n]) {
      await setKey(registry, start, until);
      expect(await keyInterval(registry)).to.deep.equal([start, until]);
    }
    await expect(setKey(registry, 0n, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Unchanged")
      .withArgs(id.permits);
  });

  it("fixes the start once it is given", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = (await setNextTimestamp()) + DAY;
    await setKey(registry, start, 0n);
    for (const from of [start - 1n, start + 1n]) {
      await expect(setKey(registry, from, start + DAY))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyStartFixed")
        .withArgs(thumbprint, from, start);
    }
  });

  it("ends a key at once when its end is asked for too late, and rewrites no past", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = await setNextTimestamp();
    await setKey(registry, 0n, 0n);
    const end = await setNextTimestamp();
    await setKey(registry, 0n, start + 1n);
    expect(await keyInterval(registry)).to.deep.equal([start, end]);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, end - 1n)).to.equal(true);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, end)).to.equal(false);
  });

  it("leaves a key that has ended as it was", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await setKey(registry, 0n, 0n);
    const end = await setNextTimestamp();
    await setKey(registry, 0n, end);
    for (const until of [0n, 1n, MAX_TIMESTAMP]) {
      await expect(setKey(registry, 0n, until))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyEnded")
        .withArgs(thumbprint, end);
    }
  });

  it("cancels a key that has not begun", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = (await setNextTimestamp()) + DAY;
    await setKey(registry, start, 0n);
    await setKey(registry, 0n, 1n);
    expect(await keyInterval(registry)).to.deep.equal([start, start]);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, start)).to.equal(false);
  });
});

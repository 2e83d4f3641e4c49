import { contractLimits } from "@sello/sdk/log";
import { expect } from "chai";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import { deployCity, id, MAX_TIMESTAMP, type Registry, State } from "../fixture/deployCity.ts";
import { addKey, makeSigningKey } from "../fixture/signingKey.ts";

const key = makeSigningKey();
const { thumbprint } = key;
const DAY = 86_400n;
const TIME_MAX = BigInt(contractLimits.timeMax);
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Adds the key over [from, until) to the permits department. */
const add = (registry: Registry, from: bigint, until: bigint) =>
  addKey(registry, key, id.permits, from, until);
const end = (registry: Registry, until: bigint) =>
  registry.endSigningKey(id.permits, thumbprint, until);

async function keyInterval(registry: Registry): Promise<[bigint, bigint]> {
  const [authority, from, until] = await registry.signingKeyOf(thumbprint);
  expect(authority).to.equal(id.permits);
  return [from, until];
}

describe("AuthorityRegistry: signing keys", () => {
  it("starts a key at the block's time when no start is given, and publishes it", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await expect(add(registry, 0n, 0n))
      .to.emit(registry, "SigningKeyChanged")
      .withArgs(id.permits, thumbprint, officers.administrator, id.city, now, 0n, now)
      .and.to.emit(registry, "SigningKeyPublished")
      .withArgs(id.permits, thumbprint, key.x, key.y);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, now - 1n)).to.equal(false);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, now)).to.equal(true);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, MAX_TIMESTAMP)).to.equal(true);
    expect(await registry.isKeyCurrentAt(id.futian, thumbprint, now)).to.equal(false);
  });

  it("knows no key that was not added, not even for no authority", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const zero = ethers.ZeroHash;
    expect(await registry.isKeyCurrentAt(zero, thumbprint, 0n)).to.equal(false);
    expect(await registry.signingKeyOf(thumbprint)).to.deep.equal([zero, 0n, 0n, 0n]);
    for (const change of [
      () => end(registry, 0n),
      () => registry.distrustSigningKey(id.permits, thumbprint, 0n),
    ])
      await expect(change())
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_UnknownKey")
        .withArgs(id.permits, thumbprint);
  });

  it("holds over the half-open interval given", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await add(registry, now, now + DAY);
    const isCurrent = (timestamp: bigint) =>
      registry.isKeyCurrentAt(id.permits, thumbprint, timestamp);
    expect(await isCurrent(now + DAY - 1n)).to.equal(true);
    expect(await isCurrent(now + DAY)).to.equal(false);
  });

  it("refuses to backdate, an empty interval and times that readers cannot write", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await expect(add(registry, now - 1n, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyBackdated")
      .withArgs(thumbprint, now - 1n, (earliest: bigint) => earliest >= now);
    await expect(add(registry, now + DAY, now + DAY))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyIntervalEmpty")
      .withArgs(thumbprint, now + DAY, now + DAY);
    for (const [from, until] of [
      [0n, TIME_MAX + 1n],
      [TIME_MAX + 1n, 0n],
      [0n, MAX_TIMESTAMP],
    ] as const)
      await expect(add(registry, from, until))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TimeOutOfRange")
        .withArgs(from + until, TIME_MAX);
    await add(registry, TIME_MAX - 1n, TIME_MAX);
    await expect(end(registry, TIME_MAX + 1n)).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_TimeOutOfRange",
    );
  });

  it("gives a key to one authority forever", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await add(registry, 0n, 0n);
    await end(registry, 1n);
    for (const authority of [id.licences, id.permits])
      await expect(addKey(registry, key, authority))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyKnown")
        .withArgs(thumbprint, id.permits);
    await expect(registry.endSigningKey(id.licences, thumbprint, 0n)).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_UnknownKey",
    );
  });

  it("moves an end that is not reached, to later, sooner or none, and keeps the start", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = await setNextTimestamp();
    await add(registry, 0n, start + DAY);
    for (const until of [start + 2n * DAY, start + DAY, 0n]) {
      await end(registry, until);
      expect(await keyInterval(registry)).to.deep.equal([start, until]);
    }
    await expect(end(registry, 0n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Unchanged")
      .withArgs(id.permits);
  });

  it("ends a key at once when its end is asked for too late, and rewrites no past", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = await setNextTimestamp();
    await add(registry, 0n, 0n);
    const ended = await setNextTimestamp();
    await end(registry, start + 1n);
    expect(await keyInterval(registry)).to.deep.equal([start, ended]);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, ended - 1n)).to.equal(true);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, ended)).to.equal(false);
  });

  it("leaves a key that has ended as it was", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await add(registry, 0n, 0n);
    const ended = await setNextTimestamp();
    await end(registry, ended);
    for (const until of [0n, 1n, TIME_MAX]) {
      await expect(end(registry, until))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyEnded")
        .withArgs(thumbprint, ended);
    }
  });

  it("cancels a key that has not begun", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = (await setNextTimestamp()) + DAY;
    await add(registry, start, 0n);
    await end(registry, 1n);
    expect(await keyInterval(registry)).to.deep.equal([start, start]);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, start)).to.equal(false);
  });
});

describe("AuthorityRegistry: a key's own signature", () => {
  const attempt = async (registry: Registry, signature: string, authority = id.permits as string) =>
    registry.addSigningKey(authority, key.x, key.y, 0n, 0n, signature);
  const refused = (registry: Registry, change: Promise<unknown>, of = thumbprint) =>
    expect(change)
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidKeySignature")
      .withArgs(of);

  it("is for one authority, one term, one registry", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const forOther = await key.introduce(registry, id.licences, 0n, 0n);
    await refused(registry, attempt(registry, forOther));
    const forTerm = await key.introduce(registry, id.permits, 0n, TIME_MAX);
    await refused(registry, attempt(registry, forTerm));
    const { registry: other } = await deployCity();
    await refused(registry, attempt(registry, await key.introduce(other, id.permits, 0n, 0n)));
  });

  it("keeps another's key from being registered by who only knows it", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const squatter = asCaller(registry, officers.futianAdministrator);
    const own = await makeSigningKey().introduce(registry, id.permits, 0n, 0n);
    await refused(registry, attempt(squatter, own));
  });

  it("may have either s, and nothing but 64 bytes", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const signature = await key.introduce(registry, id.permits, 0n, 0n);
    for (const wrong of ["0x", signature.slice(0, -2), `${signature}00`, `0x${"00".repeat(64)}`])
      await refused(registry, attempt(registry, wrong));
    const s = BigInt(ethers.dataSlice(signature, 32));
    const twin = (value: bigint) =>
      ethers.concat([ethers.dataSlice(signature, 0, 32), ethers.toBeHex(value, 32)]);
    await refused(registry, attempt(registry, twin(2n ** 256n - 1n)));
    await refused(registry, attempt(registry, twin(P256_ORDER)));
    await attempt(registry, twin(P256_ORDER - s));
    const { registry: again } = await networkHelpers.loadFixture(deployCity);
    await attempt(again, twin(s));
  });

  it("is not there for what is no point of the curve", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const signature = await key.introduce(registry, id.permits, 0n, 0n);
    await expect(
      registry.addSigningKey(id.permits, key.x, key.x, 0n, 0n, signature),
    ).to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidKeySignature");
  });
});

describe("AuthorityRegistry: distrusted keys", () => {
  const distrust = (registry: Registry, since: bigint) =>
    registry.distrustSigningKey(id.permits, thumbprint, since);

  it("are not current from the time on, and keep their term", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const start = await setNextTimestamp();
    await add(registry, 0n, 0n);
    const now = await setNextTimestamp();
    await expect(distrust(registry, start + 10n))
      .to.emit(registry, "SigningKeyDistrusted")
      .withArgs(id.permits, thumbprint, officers.administrator, id.city, start + 10n, now);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, start + 9n)).to.equal(true);
    expect(await registry.isKeyCurrentAt(id.permits, thumbprint, start + 10n)).to.equal(false);
    expect(await registry.signingKeyOf(thumbprint)).to.deep.equal([
      id.permits,
      start,
      0n,
      start + 10n,
    ]);
  });

  it("can be distrusted from earlier, not from later, nor from a time to come", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await add(registry, 0n, 0n);
    const now = await setNextTimestamp();
    await distrust(registry, 0n);
    expect((await registry.signingKeyOf(thumbprint))[3]).to.equal(now);
    for (const since of [0n, now, now + 1n])
      await expect(distrust(registry, since)).to.be.revertedWithCustomError(
        registry,
        "AuthorityRegistry_Unchanged",
      );
    await expect(distrust(registry, now + DAY))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyDistrustAhead")
      .withArgs(thumbprint, now + DAY, (timestamp: bigint) => timestamp >= now);
    await distrust(registry, 1n);
    expect((await registry.signingKeyOf(thumbprint))[3]).to.equal(1n);
  });

  it("may have ended, and their authority may be retired", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await add(registry, 0n, 0n);
    await end(registry, 1n);
    await registry.setState(id.permits, State.Retired);
    await expect(distrust(registry, 1n)).to.emit(registry, "SigningKeyDistrusted");
  });
});

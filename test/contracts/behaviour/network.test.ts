import { contractLimits } from "@sello/sdk/log";
import { expect } from "chai";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import { deployCity, id, Kind, type Registry, Role, register } from "../fixture/deployCity.ts";

const DAY = 86_400n;
const { networkKeyBytesMax, validatorPowerMax, registrationsPerDayMax, changesPerDayMax } =
  contractLimits;
const consensusKey = "0x0102";
const hash = ethers.keccak256(consensusKey);
const prefix = "https://futian.example/";
const account = ethers.getAddress(ethers.dataSlice(ethers.id("someone"), 12));

const set = (
  registry: Registry,
  from = 0n,
  until = 0n,
  power = 10n,
  centre = id.futian as string,
) => registry.setValidator(centre, consensusKey, "0x03", power, from, until);

describe("AuthorityRegistry: what is the city's alone", () => {
  it("is refused to others, and to all for an authority that is not registered", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const other = asCaller(registry, officers.futianAdministrator);
    for (const change of [
      () => other.grantIssuerPrefix(id.permits, prefix, true),
      () => other.setRelay(account, true),
      () => set(other),
    ])
      await expect(change())
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_NotCityAdministrator")
        .withArgs(officers.futianAdministrator);
    for (const change of [
      () => registry.grantIssuerPrefix(id.unknown, prefix, true),
      () => set(registry, 0n, 0n, 1n, id.unknown),
    ])
      await expect(change()).to.be.revertedWithCustomError(
        registry,
        "AuthorityRegistry_UnknownAuthority",
      );
  });

  it("includes prefixes and relays, which are changed once", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await expect(registry.grantIssuerPrefix(id.futian, prefix, true))
      .to.emit(registry, "IssuerPrefixChanged")
      .withArgs(id.futian, officers.administrator, id.city, prefix, true, now);
    await expect(registry.grantIssuerPrefix(id.futian, prefix, true)).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_Unchanged",
    );
    const then = await setNextTimestamp();
    await expect(registry.setRelay(account, true))
      .to.emit(registry, "RelayChanged")
      .withArgs(account, officers.administrator, id.city, true, then);
    expect(await registry.isRelay(account)).to.equal(true);
    await expect(registry.setRelay(account, true)).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_Unchanged",
    );
    await expect(registry.setRelay(ethers.ZeroAddress, true))
      .to.be.revertedWithCustomError(registry, "NetworkRecords_InvalidAccount")
      .withArgs(ethers.ZeroAddress);
  });
});

describe("AuthorityRegistry: validators", () => {
  it("come into office, change and leave it", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const now = await setNextTimestamp();
    await expect(set(registry))
      .to.emit(registry, "ValidatorChanged")
      .withArgs(
        id.futian,
        officers.administrator,
        id.city,
        consensusKey,
        "0x03",
        10n,
        now,
        0n,
        now,
      );
    await set(registry, now, now + DAY, 20n);
    expect(await registry.validatorOf(consensusKey)).to.deep.equal([
      id.futian,
      20n,
      now,
      now + DAY,
    ]);
    const ended = await setNextTimestamp();
    await set(registry, 0n, 1n, 20n);
    expect((await registry.validatorOf(consensusKey))[3]).to.equal(ended);
    const again = await setNextTimestamp();
    await set(registry, 0n, again + DAY);
    expect((await registry.validatorOf(consensusKey))[2]).to.equal(again);
  });

  it("keep their start and their centre", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const start = await setNextTimestamp();
    await set(registry);
    await expect(set(registry, start + 1n))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyStartFixed")
      .withArgs(hash, start + 1n, start);
    await expect(set(registry, 0n, 0n, 1n, id.transport))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_KeyKnown")
      .withArgs(hash, id.futian);
  });

  it("have keys and a power within the limits", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const most = `0x${"01".repeat(networkKeyBytesMax)}`;
    const attempt = (consensus: string, node: string, power: bigint) =>
      registry.setValidator(id.futian, consensus, node, power, 0n, 0n);
    for (const [consensus, node] of [
      ["0x", "0x01"],
      ["0x01", "0x"],
      [`${most}01`, "0x01"],
      ["0x01", `${most}01`],
    ] as const)
      await expect(attempt(consensus, node, 1n)).to.be.revertedWithCustomError(
        registry,
        "NetworkRecords_InvalidKey",
      );
    for (const power of [0n, BigInt(validatorPowerMax) + 1n])
      await expect(attempt("0x01", "0x01", power))
        .to.be.revertedWithCustomError(registry, "NetworkRecords_InvalidPower")
        .withArgs(power, validatorPowerMax);
    await expect(attempt(most, most, BigInt(validatorPowerMax))).to.emit(
      registry,
      "ValidatorChanged",
    );
  });
});

describe("AuthorityRegistry: rates", () => {
  it("bounds what is registered below one authority in a day", async function () {
    this.timeout(300_000);
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const futian = asCaller(registry, officers.futianAdministrator);
    // The fixture registered one.
    const next = async (index: number) =>
      register(futian, `futian-${index}`, id.futian, Kind.Department);
    await networkHelpers.time.setNextBlockTimestamp(
      (BigInt(await networkHelpers.time.latest()) / DAY + 1n) * DAY,
    );
    for (let index = 0; index < registrationsPerDayMax; index++) await next(index);
    for (const who of [futian, registry])
      await expect(register(who, "futian-more", id.futian, Kind.Department))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TooManyToday")
        .withArgs(id.futian, registrationsPerDayMax);
    await expect(register(registry, "luohu", id.city, Kind.District)).to.emit(
      registry,
      "AuthorityRegistered",
    );
    await networkHelpers.time.increase(DAY);
    await expect(next(registrationsPerDayMax)).to.emit(registry, "AuthorityRegistered");
  });

  it("bounds how often others than the city change one record in a day", async function () {
    this.timeout(300_000);
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const futian = asCaller(registry, officers.futianAdministrator);
    await networkHelpers.time.setNextBlockTimestamp(
      (BigInt(await networkHelpers.time.latest()) / DAY + 1n) * DAY,
    );
    const change = (who: Registry, index: number) =>
      who.setOfficer(id.permits, officers.newcomer, index % 2 === 0 ? Role.Issue : 0n);
    for (let index = 0; index < changesPerDayMax; index++) await change(futian, index);
    await expect(change(futian, 0))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TooManyToday")
      .withArgs(id.permits, changesPerDayMax);
    // What a stolen account did up to here, the city can still put right today.
    await expect(change(registry, 0)).to.emit(registry, "OfficerChanged");
    await networkHelpers.time.increase(DAY);
    await expect(change(futian, 1)).to.emit(registry, "OfficerChanged");
  });
});

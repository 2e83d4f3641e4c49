import { expect } from "chai";
import { networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { deployCity, id, MAX_TIMESTAMP, State } from "../fixture/deployCity.ts";

describe("AuthorityRegistry: states", () => {
  it("suspends and reinstates, and answers for every time between", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const suspended = await setNextTimestamp();
    await expect(registry.setState(id.futian, State.Suspended))
      .to.emit(registry, "AuthorityStateChanged")
      .withArgs(id.futian, officers.administrator, id.city, State.Suspended, suspended);
    const reinstated = await setNextTimestamp();
    await registry.setState(id.futian, State.Active);
    for (const [timestamp, active] of [
      [0n, false],
      [suspended - 1n, true],
      [suspended, false],
      [reinstated - 1n, false],
      [reinstated, true],
      [MAX_TIMESTAMP, true],
    ] as const) {
      expect(await registry.isActiveAt(id.futian, timestamp)).to.equal(active);
      expect(await registry.isActiveAt(id.permits, timestamp)).to.equal(active);
    }
    expect(await registry.stateAt(id.permits, suspended)).to.equal(State.Active);
    expect(await registry.isActiveAt(id.licences, suspended)).to.equal(true);
  });

  it("calls what is not registered inactive", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    expect(await registry.isActiveAt(id.unknown, MAX_TIMESTAMP)).to.equal(false);
  });

  it("never reopens what is retired", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await registry.setState(id.permits, State.Suspended);
    await registry.setState(id.permits, State.Retired);
    await expect(registry.setState(id.permits, State.Active))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Retired")
      .withArgs(id.permits);
    expect(await registry.isActiveAt(id.permits, MAX_TIMESTAMP)).to.equal(false);
  });

  it("refuses None and the state it is in", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await expect(registry.setState(id.permits, State.None))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidState")
      .withArgs(State.None);
    await expect(registry.setState(id.permits, State.Active))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_Unchanged")
      .withArgs(id.permits);
  });

  it("keeps the city active", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    for (const state of [State.Suspended, State.Retired]) {
      await expect(registry.setState(id.city, state))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_CityStaysActive")
        .withArgs(id.city);
    }
  });

  it("keeps the last of several changes within one timestamp", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const to = (state: bigint) =>
      registry.interface.encodeFunctionData("setState", [id.permits, state]);
    const timestamp = await setNextTimestamp();
    await registry.multicall([to(State.Suspended), to(State.Active), to(State.Suspended)]);
    expect(await registry.stateAt(id.permits, timestamp)).to.equal(State.Suspended);
    expect(await registry.stateAt(id.permits, timestamp - 1n)).to.equal(State.Active);
  });
});

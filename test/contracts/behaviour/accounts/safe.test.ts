import { expect } from "chai";
import { type BaseWallet, Wallet } from "ethers";
import { relayed } from "../../fixture/accounts/deployOffice.ts";
import { registryTypedData } from "../../fixture/accounts/officerAccount.ts";
import { deploySafe, signAsSafe } from "../../fixture/accounts/safe.ts";
import { networkHelpers } from "../../fixture/chain.ts";
import { deployCity, id, MAX_TIMESTAMP, Role, State } from "../../fixture/deployCity.ts";

const suspension = [id.permits, State.Suspended] as const;

type Trio = [BaseWallet, BaseWallet, BaseWallet];

/** A Safe of three owners, of whom two must sign, and which administers Futian. */
async function deployWithSafe() {
  const city = await deployCity();
  const owners: Trio = [Wallet.createRandom(), Wallet.createRandom(), Wallet.createRandom()];
  const safe = await deploySafe(owners, 2);
  await city.registry.setOfficer(id.futian, safe, Role.Administer);
  const terms = { signer: safe, nonce: 0n, deadline: MAX_TIMESTAMP };
  const request = await registryTypedData(city.registry, "SetState", suspension, terms);
  const sign = async (signers: readonly BaseWallet[], by = safe) => ({
    ...terms,
    signature: await signAsSafe(by, signers, request),
  });
  return { ...city, owners, safe, sign };
}

describe("A Safe as an officer", () => {
  it("has requests carried out that two of three owners signed", async () => {
    const { owners, sign, ...city } = await networkHelpers.loadFixture(deployWithSafe);
    for (let absent = 0; absent < owners.length; absent++) {
      const snapshot = await networkHelpers.takeSnapshot();
      const authorization = await sign(owners.toSpliced(absent, 1));
      await expect(relayed(city).setStateBySig(...suspension, authorization)).to.emit(
        city.registry,
        "AuthorityStateChanged",
      );
      await snapshot.restore();
    }
  });

  it("has nothing carried out that one signed, an outsider, or for another Safe", async () => {
    const { owners, sign, safe, ...city } = await networkHelpers.loadFixture(deployWithSafe);
    const twin = await deploySafe(owners, 2);
    for (const authorization of [
      await sign(owners.slice(1, 2)),
      await sign([owners[0], owners[0]]),
      await sign([owners[0], Wallet.createRandom()]),
      await sign(owners, twin),
      { ...(await sign([])), signature: "0x" },
    ]) {
      await expect(relayed(city).setStateBySig(...suspension, authorization))
        .to.be.revertedWithCustomError(city.registry, "AuthorityRegistry_InvalidSignature")
        .withArgs(safe);
    }
  });
});

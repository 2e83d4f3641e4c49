import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import {
  Accreditation,
  authorityId,
  deployCity,
  documentType,
  id,
  issuerOf,
  Kind,
  namesOf,
  type Registry,
  Role,
  State,
} from "../fixture/deployCity.ts";
import { type Authorization, type RequestName, signRequest } from "../fixture/signRequest.ts";

const someone = ethers.getAddress(ethers.dataSlice(ethers.id("someone"), 12));

type Request = { name: RequestName; values: readonly unknown[]; event: string };

// One request of each kind, with the event that shows it was carried out.
const requests: Request[] = [
  {
    name: "RegisterAuthority",
    values: [authorityId("parks"), id.futian, Kind.Department, issuerOf("parks"), namesOf("parks")],
    event: "AuthorityRegistered",
  },
  { name: "SetState", values: [id.permits, State.Suspended], event: "AuthorityStateChanged" },
  { name: "SetOfficer", values: [id.permits, someone, Role.Issue], event: "OfficerChanged" },
  {
    name: "SetSigningKey",
    values: [id.permits, ethers.id("a key"), 0n, 0n],
    event: "SigningKeyChanged",
  },
  {
    name: "SetAccreditation",
    values: [id.permits, documentType.permit, Accreditation.Delegable],
    event: "AccreditationChanged",
  },
];
const suspension = requests[1] as Request;

function relay(
  registry: Registry,
  { name, values }: Request,
  authorization: Authorization,
): Promise<ContractTransactionResponse> {
  const operation = `${name.charAt(0).toLowerCase()}${name.slice(1)}BySig`;
  return registry.getFunction(operation)(...values, authorization);
}

/** The city, with calls made by someone who holds no role at all. */
async function deployForRelaying() {
  const { registry, officers } = await deployCity();
  const relayed = asCaller(registry, officers.newcomer);
  const sign = (request: Request, given: Parameters<typeof signRequest>[4] = {}) =>
    signRequest(registry, officers.futianAdministrator, request.name, request.values, given);
  return { registry, relayed, officers, sign };
}

describe("AuthorityRegistry: signed requests", () => {
  for (const request of requests) {
    it(`carries out ${request.name} for the signer, no matter who relays it`, async () => {
      const { relayed, officers, sign } = await networkHelpers.loadFixture(deployForRelaying);
      const transaction = await relay(relayed, request, await sign(request));
      await expect(transaction).to.emit(relayed, request.event);
      const [log] = (await transaction.wait())?.logs ?? [];
      if (log === undefined) throw new Error("no event");
      const args = relayed.interface.parseLog(log)?.args;
      expect(args?.administrator).to.equal(officers.futianAdministrator.address);
      expect(args?.acting).to.equal(id.futian);
    });

    it(`refuses ${request.name} when anything signed was changed on the way`, async () => {
      const { relayed, sign, officers } = await networkHelpers.loadFixture(deployForRelaying);
      const authorization = await sign(request);
      const refused = (changed: Request, given: Authorization) =>
        expect(relay(relayed, changed, given))
          .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_InvalidSignature")
          .withArgs(officers.futianAdministrator);
      for (const [position, value] of request.values.entries()) {
        const values = request.values.with(position, otherThan(value));
        await refused({ ...request, values }, authorization);
      }
      await refused(request, { ...authorization, deadline: authorization.deadline - 1n });
    });
  }

  it("carries out a request once", async () => {
    const { relayed, sign, officers } = await networkHelpers.loadFixture(deployForRelaying);
    const authorization = await sign(suspension);
    await relay(relayed, suspension, authorization);
    expect(await relayed.nonces(officers.futianAdministrator)).to.equal(1n);
    await expect(relay(relayed, suspension, authorization))
      .to.be.revertedWithCustomError(relayed, "InvalidAccountNonce")
      .withArgs(officers.futianAdministrator, 1n);
  });

  it("refuses a nonce that is not the next", async () => {
    const { relayed, sign, officers } = await networkHelpers.loadFixture(deployForRelaying);
    await expect(relay(relayed, suspension, await sign(suspension, { nonce: 1n })))
      .to.be.revertedWithCustomError(relayed, "InvalidAccountNonce")
      .withArgs(officers.futianAdministrator, 0n);
  });

  it("carries out a request until its deadline, not after", async () => {
    const { relayed, sign } = await networkHelpers.loadFixture(deployForRelaying);
    const deadline = await setNextTimestamp();
    await relay(relayed, suspension, await sign(suspension, { deadline }));
    const reinstatement = { ...suspension, values: [id.permits, State.Active] };
    const late = await sign(reinstatement, { deadline });
    const now = await setNextTimestamp();
    await expect(relay(relayed, reinstatement, late))
      .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_RequestExpired")
      .withArgs(deadline, (timestamp: bigint) => timestamp >= now);
  });

  it("refuses another's signature, and what is no signature", async () => {
    const { relayed, sign, officers } = await networkHelpers.loadFixture(deployForRelaying);
    const signer = officers.administrator.address;
    const authorization = await sign(suspension, { signer });
    for (const signature of [authorization.signature, "0x", `0x${"00".repeat(65)}`]) {
      await expect(relay(relayed, suspension, { ...authorization, signature }))
        .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_InvalidSignature")
        .withArgs(signer);
    }
  });

  it("gives a signer no more rights than a caller", async () => {
    const { registry, relayed, officers } = await networkHelpers.loadFixture(deployForRelaying);
    const { name, values } = suspension;
    const authorization = await signRequest(registry, officers.anchorer, name, values);
    await expect(relay(relayed, suspension, authorization))
      .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_NotAdministrator")
      .withArgs(id.futian, officers.anchorer);
  });

  it("takes the signature of a contract wallet, and refuses what the wallet refuses", async () => {
    const { registry, relayed, officers } = await networkHelpers.loadFixture(deployForRelaying);
    const wallet = await ethers.deployContract("OfficerWallet", [officers.revoker]);
    const signer = await wallet.getAddress();
    await registry.setOfficer(id.futian, signer, Role.Administer);
    const { name, values } = suspension;
    const forged = await signRequest(registry, officers.newcomer, name, values, { signer });
    await expect(relay(relayed, suspension, forged))
      .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_InvalidSignature")
      .withArgs(signer);
    const genuine = await signRequest(registry, officers.revoker, name, values, { signer });
    await expect(relay(relayed, suspension, genuine)).to.emit(registry, suspension.event);
  });

  it("relays several requests in one transaction", async () => {
    const { registry, relayed, sign } = await networkHelpers.loadFixture(deployForRelaying);
    const calls = [];
    for (const [index, { name, values }] of requests.slice(1).toReversed().entries()) {
      const authorization = await sign({ name, values, event: "" }, { nonce: BigInt(index) });
      const operation = `${name.charAt(0).toLowerCase()}${name.slice(1)}BySig`;
      calls.push(registry.interface.encodeFunctionData(operation, [...values, authorization]));
    }
    const timestamp = await setNextTimestamp();
    await relayed.multicall(calls);
    expect(await registry.stateAt(id.permits, timestamp)).to.equal(State.Suspended);
    expect(await registry.rolesAt(id.permits, someone, timestamp)).to.equal(Role.Issue);
  });
});

/** Another value of the same Solidity type, and for enums a legal one. */
function otherThan(value: unknown): unknown {
  if (typeof value === "bigint") return value === 1n ? 2n : 1n;
  if (typeof value !== "string") throw new TypeError("unexpected argument");
  if (ethers.isHexString(value, 32)) return ethers.id(value);
  return ethers.isAddress(value) ? ethers.ZeroAddress : `${value}x`;
}

import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import {
  Accreditation,
  authorityId,
  deployCity,
  deployRegistry,
  documentType,
  id,
  issuerOf,
  Kind,
  namesOf,
  type Registry,
  Role,
  State,
} from "../fixture/deployCity.ts";
import { addKey, makeSigningKey } from "../fixture/signingKey.ts";
import {
  type Authorization,
  nonceOf,
  type RequestName,
  signRequest,
} from "../fixture/signRequest.ts";

const key = makeSigningKey();
const someone = ethers.getAddress(ethers.dataSlice(ethers.id("someone"), 12));

type Request = { name: RequestName; values: readonly unknown[]; event: string };

// One request of each kind, with the event that shows it was carried out.
const requests: Request[] = [
  {
    name: "RegisterAuthority",
    values: [
      authorityId("futian-parks"),
      id.futian,
      Kind.Department,
      issuerOf("futian-parks"),
      namesOf("parks"),
    ],
    event: "AuthorityRegistered",
  },
  { name: "SetState", values: [id.permits, State.Suspended], event: "AuthorityStateChanged" },
  { name: "SetOfficer", values: [id.permits, someone, Role.Issue], event: "OfficerChanged" },
  {
    name: "EndSigningKey",
    values: [id.permits, key.thumbprint, 0n],
    event: "SigningKeyChanged",
  },
  {
    name: "DistrustSigningKey",
    values: [id.permits, key.thumbprint, 1n],
    event: "SigningKeyDistrusted",
  },
  {
    name: "SetAccreditation",
    values: [id.permits, documentType.permit, Accreditation.Delegable],
    event: "AccreditationChanged",
  },
];
const TakeOverTerms = [ethers.id("a"), 1n, ethers.id("b"), 1n, 9n, someone, 1n, ethers.id("c"), 1n];

/** Those that are the city's alone. */
const cityRequests: Request[] = [
  { name: "AcceptAdministration", values: [id.city], event: "AdministrationAccepted" },
  {
    name: "GrantIssuerPrefix",
    values: [id.futian, "https://futian.example/", true],
    event: "IssuerPrefixChanged",
  },
  {
    name: "SetValidator",
    values: [id.futian, "0x0102", "0x0304", 10n, 0n, 0n],
    event: "ValidatorChanged",
  },
  { name: "SetRelay", values: [someone, true], event: "RelayChanged" },
  { name: "Seal", values: [1n, someone, someone], event: "RegistrySealed" },
];

const suspension = requests[1] as Request;

function relay(
  registry: Registry,
  { name, values }: Request,
  authorization: Authorization,
): Promise<ContractTransactionResponse> {
  const operation = `${name.charAt(0).toLowerCase()}${name.slice(1)}BySig`;
  const given = name === "TakeOver" ? [values] : values;
  return registry.getFunction(operation)(...given, authorization);
}

/** The city, with calls made by someone who holds no role at all. */
async function deployForRelaying() {
  const { registry, officers } = await deployCity();
  await addKey(registry, key, id.permits, 0n, 9_999_999_999n);
  const sign = (request: Request, given: Parameters<typeof signRequest>[4] = {}) =>
    signRequest(registry, officers.futianAdministrator, request.name, request.values, given);
  await registry.setOfficer(id.city, officers.newcomer, Role.Administer);
  const signForCity = (request: Request, given: Parameters<typeof signRequest>[4] = {}) =>
    signRequest(registry, officers.newcomer, request.name, request.values, given);
  return { registry, relayed: asCaller(registry, officers.revoker), officers, sign, signForCity };
}

describe("AuthorityRegistry: signed requests", () => {
  for (const request of requests) {
    it(`carries out ${request.name} for the signer, no matter who relays it`, async () => {
      const { relayed, officers, sign } = await networkHelpers.loadFixture(deployForRelaying);
      const transaction = await relay(relayed, request, await sign(request));
      await expect(transaction).to.emit(relayed, request.event);
      const logs = (await transaction.wait())?.logs ?? [];
      const events = logs.map((log) => relayed.interface.parseLog(log));
      const args = events.find((event) => event?.name === request.event)?.args;
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

  for (const request of cityRequests) {
    it(`carries out ${request.name} for the city's administrator, and not if it was changed`, async () => {
      const { relayed, signForCity, officers } =
        await networkHelpers.loadFixture(deployForRelaying);
      const authorization = await signForCity(request);
      for (const [position, value] of request.values.entries()) {
        const values = request.values.with(position, otherThan(value));
        await expect(relay(relayed, { ...request, values }, authorization))
          .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_InvalidSignature")
          .withArgs(officers.newcomer);
      }
      await expect(relay(relayed, request, authorization)).to.emit(relayed, request.event);
    });
  }

  it("carries out AddSigningKey for the signer", async () => {
    const { registry, relayed, sign } = await networkHelpers.loadFixture(deployForRelaying);
    const next = makeSigningKey();
    const keySignature = await next.introduce(registry, id.permits, 0n, 0n);
    const values = [id.permits, next.x, next.y, 0n, 0n, keySignature];
    const request: Request = { name: "AddSigningKey", values, event: "SigningKeyPublished" };
    await expect(relay(relayed, request, await sign(request))).to.emit(relayed, request.event);
  });

  it("carries out TakeOver for the administrator of a fresh registry", async () => {
    const { officers } = await networkHelpers.loadFixture(deployForRelaying);
    const registry = await deployRegistry(officers.administrator);
    const request: Request = { name: "TakeOver", values: TakeOverTerms, event: "TakeOverBegun" };
    const { administrator } = officers;
    const authorization = await signRequest(registry, administrator, request.name, request.values);
    for (const [position, value] of request.values.entries()) {
      const values = request.values.with(position, otherThan(value));
      await expect(
        relay(registry, { ...request, values }, authorization),
      ).to.be.revertedWithCustomError(registry, "AuthorityRegistry_InvalidSignature");
    }
    await expect(relay(registry, request, authorization)).to.emit(registry, request.event);
  });

  it("serves the account alone that the typed data names, no matter who owns another", async () => {
    const { registry, relayed, officers } = await networkHelpers.loadFixture(deployForRelaying);
    const { name, values } = suspension;
    const owner = officers.revoker;
    const wallets = [];
    for (let count = 0; count < 2; count++) {
      const wallet = await ethers.deployContract("OfficerWallet", [owner]);
      wallets.push(await wallet.getAddress());
      await registry.setOfficer(id.futian, wallet, Role.Administer);
    }
    const [signer, other] = wallets as [string, string];
    const authorization = await signRequest(registry, owner, name, values, { signer });
    for (const account of [other, owner.address])
      await expect(relay(relayed, suspension, { ...authorization, signer: account }))
        .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_InvalidSignature")
        .withArgs(account);
    await expect(relay(relayed, suspension, authorization)).to.emit(registry, suspension.event);
  });

  for (const order of ["first", "second"] as const) {
    it(`carries out requests under two nonce keys in either order: the ${order} comes first`, async () => {
      const { relayed, sign, officers } = await networkHelpers.loadFixture(deployForRelaying);
      const next = (nonceKey: bigint) => nonceOf(relayed, officers.futianAdministrator, nonceKey);
      const appointment = requests[2] as Request;
      const one = await sign(suspension, { nonce: await next(7n) });
      const two = await sign(appointment, { nonce: await next(8n) });
      const sent = [
        () => expect(relay(relayed, suspension, one)).to.emit(relayed, suspension.event),
        () => expect(relay(relayed, appointment, two)).to.emit(relayed, appointment.event),
      ];
      for (const send of order === "first" ? sent : sent.toReversed()) await send();
      expect(await next(7n)).to.equal((7n << 64n) + 1n);
      await expect(relay(relayed, suspension, one))
        .to.be.revertedWithCustomError(relayed, "InvalidAccountNonce")
        .withArgs(officers.futianAdministrator, (7n << 64n) + 1n);
    });
  }

  it("carries out a request once", async () => {
    const { relayed, sign, officers } = await networkHelpers.loadFixture(deployForRelaying);
    const authorization = await sign(suspension);
    await relay(relayed, suspension, authorization);
    expect(await nonceOf(relayed, officers.futianAdministrator)).to.equal(1n);
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
    const forged = await signRequest(registry, officers.anchorer, name, values, { signer });
    await expect(relay(relayed, suspension, forged))
      .to.be.revertedWithCustomError(relayed, "AuthorityRegistry_InvalidSignature")
      .withArgs(signer);
    const genuine = await signRequest(registry, officers.revoker, name, values, { signer });
    await expect(relay(relayed, suspension, genuine)).to.emit(registry, suspension.event);
  });

  it("relays several requests in one transaction", async () => {
    const { registry, relayed, sign } = await networkHelpers.loadFixture(deployForRelaying);
    const calls = [];
    const several = requests.slice(1).toReversed();
    for (const [index, { name, values }] of several.entries()) {
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
  if (typeof value === "boolean") return !value;
  if (typeof value === "bigint") return value === 1n ? 2n : 1n;
  if (typeof value !== "string") throw new TypeError("unexpected argument");
  if (ethers.isHexString(value, 32)) return ethers.id(value);
  if (ethers.isAddress(value)) return ethers.ZeroAddress;
  return ethers.isHexString(value) ? `${value}00` : `${value}x`;
}

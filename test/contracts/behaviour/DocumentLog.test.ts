import { contractLimits } from "@sello/sdk/log";
import { expect } from "chai";
import { concat, toBeHex } from "ethers";
import { ethers, networkHelpers, setNextTimestamp } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import {
  Accreditation,
  deployCity,
  documentType,
  id,
  type Log,
  Role,
  State,
} from "../fixture/deployCity.ts";
import { rfc9162Root } from "../fixture/rfc9162Root.ts";

const { permit, licence } = documentType;
const batchRoot = ethers.id("a batch");

/** The city, with the log called by the permits department's anchoring officer. */
async function deployForAnchoring() {
  const city = await deployCity();
  return { ...city, log: asCaller(city.log, city.officers.anchorer) };
}

/** The 112 bytes that the log commits to. */
function toEntry(batch: string, count: bigint, anchoredAt: bigint): string {
  return concat([id.permits, permit, batch, toBeHex(count, 8), toBeHex(anchoredAt, 8)]);
}

function append(log: Log, batch = batchRoot) {
  return log.append(id.permits, permit, batch, 3n);
}

describe("DocumentLog", () => {
  it("is empty at first, with the root of nothing", async () => {
    const { log, registry } = await networkHelpers.loadFixture(deployForAnchoring);
    expect(await log.size()).to.equal(0n);
    expect(await log.root()).to.equal(rfc9162Root([]));
    expect(await log.registry()).to.equal(await registry.getAddress());
  });

  it("appends a batch, reports it and finds it again", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    const anchoredAt = await setNextTimestamp();
    const root = rfc9162Root([toEntry(batchRoot, 3n, anchoredAt)]);
    await expect(append(log))
      .to.emit(log, "BatchAppended")
      .withArgs(0n, id.permits, permit, batchRoot, 3n, anchoredAt, root);
    expect(await log.size()).to.equal(1n);
    expect(await log.root()).to.equal(root);
    expect(await log.entryOf(id.permits, permit, batchRoot, 3n)).to.deep.equal([0n, anchoredAt]);
  });

  it("keeps the RFC 9162 root through every size up to 33", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    const entries: string[] = [];
    for (let index = 0n; index < 33n; index++) {
      const batch = ethers.id(`batch ${index}`);
      const anchoredAt = await setNextTimestamp();
      entries.push(toEntry(batch, index + 1n, anchoredAt));
      const root = rfc9162Root(entries);
      await expect(log.append(id.permits, permit, batch, index + 1n))
        .to.emit(log, "BatchAppended")
        .withArgs(index, id.permits, permit, batch, index + 1n, anchoredAt, root);
      expect(await log.root()).to.equal(root);
    }
  });

  it("appends many batches in order, as if one by one", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    await append(log, ethers.id("earlier"));
    const batches = [1n, 2n, 3n].map((count) => ({
      authority: id.permits,
      documentType: permit,
      batchRoot: ethers.id(`batch ${count}`),
      count,
    }));
    expect(await log.appendMany.staticCall(batches)).to.equal(1n);
    await log.appendMany(batches);
    expect(await log.size()).to.equal(4n);
    for (const { batchRoot: batch, count } of batches) {
      const [index] = await log.entryOf(id.permits, permit, batch, count);
      expect(index).to.equal(count);
    }
  });

  it("appends all of many batches or none", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    const batch = { authority: id.permits, documentType: permit, batchRoot, count: 1n };
    await expect(log.appendMany([batch, batch]))
      .to.be.revertedWithCustomError(log, "DocumentLog_AlreadyAppended")
      .withArgs(id.permits, permit, batchRoot, 1n, 0n);
    await expect(log.appendMany([])).to.be.revertedWithCustomError(
      log,
      "DocumentLog_NothingToAppend",
    );
    expect(await log.size()).to.equal(0n);
  });

  it("refuses a root it has seen, an empty batch, and to find what it has not", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    await append(log, ethers.id("earlier"));
    await append(log);
    await expect(append(log))
      .to.be.revertedWithCustomError(log, "DocumentLog_AlreadyAppended")
      .withArgs(id.permits, permit, batchRoot, 3n, 1n);
    await expect(log.append(id.permits, permit, ethers.id("other"), 0n))
      .to.be.revertedWithCustomError(log, "DocumentLog_EmptyBatch")
      .withArgs(ethers.id("other"));
    await expect(log.entryOf(id.permits, permit, ethers.id("other"), 1n))
      .to.be.revertedWithCustomError(log, "DocumentLog_UnknownBatch")
      .withArgs(id.permits, permit, ethers.id("other"), 1n);
  });

  it("takes the right count of a batch that was appended with a wrong one", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    await log.append(id.permits, permit, batchRoot, 4n);
    await append(log);
    expect((await log.entryOf(id.permits, permit, batchRoot, 4n))[0]).to.equal(0n);
    expect((await log.entryOf(id.permits, permit, batchRoot, 3n))[0]).to.equal(1n);
  });

  it("takes as many documents in a batch as the limits say, and no more", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    const most = BigInt(contractLimits.batchCountMax);
    await expect(log.append(id.permits, permit, batchRoot, most)).to.emit(log, "BatchAppended");
    await expect(log.append(id.permits, permit, batchRoot, most + 1n))
      .to.be.revertedWithCustomError(log, "DocumentLog_BatchTooLarge")
      .withArgs(batchRoot, most + 1n, most);
  });

  it("keeps its tree in a contract that takes leaves from it alone", async () => {
    const { log, officers } = await networkHelpers.loadFixture(deployForAnchoring);
    await append(log);
    await append(log, ethers.id("second"));
    await append(log, ethers.id("third"));
    const frontier = await ethers.getContractAt("LogFrontier", await log.frontier());
    expect(await frontier.getFunction("root")()).to.equal(await log.root());
    await expect(frontier.connect(officers.anchorer).getFunction("append")(batchRoot))
      .to.be.revertedWithCustomError(frontier, "LogFrontier_NotTheLog")
      .withArgs(officers.anchorer);
    // Where docs/formats.md says: the size, then the roots of complete subtrees.
    const slot = (number: number) => ethers.provider.getStorage(frontier, number);
    expect(BigInt(await slot(0))).to.equal(3n);
    const [low, high] = [await slot(1), await slot(2)];
    expect(ethers.sha256(ethers.concat(["0x01", high, low]))).to.equal(await log.root());
  });

  it("cannot be kept from a batch by another authority that appends its root first", async () => {
    const { log, registry, officers } = await networkHelpers.loadFixture(deployForAnchoring);
    await registry.setAccreditation(id.transport, permit, Accreditation.Held);
    await registry.setOfficer(id.transport, officers.newcomer, Role.Anchor);
    const anchoredAt = await setNextTimestamp();
    await asCaller(log, officers.newcomer).append(id.transport, permit, batchRoot, 9n);
    await expect(append(log)).to.emit(log, "BatchAppended");
    expect(await log.entryOf(id.transport, permit, batchRoot, 9n)).to.deep.equal([0n, anchoredAt]);
    expect((await log.entryOf(id.permits, permit, batchRoot, 3n))[0]).to.equal(1n);
  });

  it("keeps one authority's types apart as well", async () => {
    const { log, registry } = await networkHelpers.loadFixture(deployForAnchoring);
    for (const authority of [id.city, id.futian])
      await registry.setAccreditation(authority, licence, Accreditation.Delegable);
    await registry.setAccreditation(id.permits, licence, Accreditation.Held);
    await append(log);
    await log.append(id.permits, licence, batchRoot, 4n);
    expect((await log.entryOf(id.permits, permit, batchRoot, 3n))[0]).to.equal(0n);
    expect((await log.entryOf(id.permits, licence, batchRoot, 4n))[0]).to.equal(1n);
  });

  it("refuses an unknown authority", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    await expect(log.append(id.unknown, permit, batchRoot, 1n))
      .to.be.revertedWithCustomError(log, "AuthorityRegistry_UnknownAuthority")
      .withArgs(id.unknown);
  });

  for (const slug of ["permits", "futian"] as const) {
    it(`refuses while ${slug} is not active`, async () => {
      const { log, registry } = await networkHelpers.loadFixture(deployForAnchoring);
      await registry.setState(id[slug], State.Suspended);
      await expect(append(log))
        .to.be.revertedWithCustomError(log, "AuthorityRegistry_NotActive")
        .withArgs(id.permits, id[slug]);
      await registry.setState(id[slug], State.Active);
      await expect(append(log)).to.emit(log, "BatchAppended");
    });
  }

  it("refuses a type that the authority is not accredited for", async () => {
    const { log } = await networkHelpers.loadFixture(deployForAnchoring);
    await expect(log.append(id.permits, licence, batchRoot, 1n))
      .to.be.revertedWithCustomError(log, "AuthorityRegistry_NotAccredited")
      .withArgs(id.permits, licence, id.permits);
  });

  for (const slug of ["city", "futian"] as const) {
    it(`refuses from the moment ${slug} may no longer delegate`, async () => {
      const { log, registry } = await networkHelpers.loadFixture(deployForAnchoring);
      await registry.setAccreditation(id[slug], permit, Accreditation.Held);
      await expect(append(log))
        .to.be.revertedWithCustomError(log, "AuthorityRegistry_NotAccredited")
        .withArgs(id.permits, permit, id[slug]);
    });
  }

  it("asks for the anchor role on the authority or an ancestor", async () => {
    const { log, registry, officers } = await networkHelpers.loadFixture(deployForAnchoring);
    const caller = officers.newcomer;
    const asNewcomer = asCaller(log, caller);
    await registry.setOfficer(id.transport, caller, Role.Anchor);
    await registry.setOfficer(id.permits, caller, Role.Administer | Role.Issue | Role.Revoke);
    await expect(append(asNewcomer))
      .to.be.revertedWithCustomError(log, "AuthorityRegistry_MissingRole")
      .withArgs(id.permits, caller, Role.Anchor);
    for (const authority of [id.futian, id.city]) {
      await registry.setOfficer(authority, caller, Role.Anchor);
      await expect(append(asNewcomer, ethers.id(authority))).to.emit(log, "BatchAppended");
      await registry.setOfficer(authority, caller, 0n);
    }
  });
});

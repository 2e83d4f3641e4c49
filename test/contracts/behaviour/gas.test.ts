import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { type GasFigures, measureGas } from "../fixture/measureGas.ts";

const SNAPSHOT = join(import.meta.dirname, "../../../snapshots/gas.json");
// Set by `node scripts/contracts/test.ts --update-gas`.
const isUpdate = process.env.SELLO_UPDATE_GAS === "true";

// What the log was designed to cost; the snapshot may move, this may not.
const APPEND_GAS_MAX = 100_000;

/** Operations with keys, signatures and hashes of them, which differ from run to run: their zero bytes cost less (EIP-2028). */
const ofSignatures = /signed|account of|SigningKey|takePiece/;
const SIGNATURE_GAS = 1_500;

describe("Gas", () => {
  it("is what snapshots/gas.json says, to the unit but for what signatures differ by", async function () {
    // Code instrumented for coverage costs more.
    if (hre.globalOptions.coverage) this.skip();
    const measured = await measureGas();
    if (isUpdate) await writeFile(SNAPSHOT, `${JSON.stringify(measured, null, 2)}\n`);
    const snapshot = JSON.parse(await readFile(SNAPSHOT, "utf8")) as GasFigures;
    expect(Object.keys(measured)).to.deep.equal(Object.keys(snapshot));
    for (const [operation, gas] of Object.entries(measured)) {
      const tolerance = ofSignatures.test(operation) ? SIGNATURE_GAS : 0;
      const difference = Math.abs(gas - (snapshot[operation] as number));
      expect(difference, operation).to.be.at.most(tolerance);
    }
    for (const [operation, gas] of Object.entries(measured)) {
      if (operation.startsWith("append median")) expect(gas).to.be.at.most(APPEND_GAS_MAX);
    }
  });
});

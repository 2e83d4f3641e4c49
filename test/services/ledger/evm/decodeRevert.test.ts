import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeAbiParameters, encodeErrorResult } from "viem";
import { contractAbis } from "../../../../services/ledger/evm/contractAbis.ts";
import { decodeRevert } from "../../../../services/ledger/evm/decodeRevert.ts";

const root = `0x${"ab".repeat(32)}` as const;
const authority = `0x${"cd".repeat(32)}` as const;
const documentType = `0x${"ef".repeat(32)}` as const;

describe("what a contract says when it refuses", () => {
  it("is its own error with the arguments by name, integers as decimal strings", () => {
    const data = encodeErrorResult({
      abi: contractAbis.DocumentLog,
      errorName: "DocumentLog_AlreadyAppended",
      args: [authority, documentType, root, 3n, 12n],
    });
    assert.deepEqual(decodeRevert(data), {
      error: "DocumentLog_AlreadyAppended",
      args: { authority, documentType, batchRoot: root, count: "3", index: "12" },
    });
  });

  it("is found whichever of the contracts declares it", () => {
    const data = encodeErrorResult({
      abi: contractAbis.StatusLists,
      errorName: "StatusLists_NotAscending",
      args: [2_000n, 2_001n],
    });
    assert.deepEqual(decodeRevert(data).args, { index: "2000", previous: "2001" });
  });

  it("may be Solidity's own", () => {
    const text = encodeAbiParameters([{ type: "string" }], ["no"]).slice(2);
    assert.deepEqual(decodeRevert(`0x08c379a0${text}`), {
      error: "Error",
      args: { message: "no" },
    });
    const code = encodeAbiParameters([{ type: "uint256" }], [17n]).slice(2);
    assert.deepEqual(decodeRevert(`0x4e487b71${code}`), {
      error: "Panic",
      args: { reason: "17" },
    });
  });

  it("is kept as it is when nobody knows it, also if it is not what it claims to be", () => {
    assert.deepEqual(decodeRevert("0xdeadbeef"), {
      error: "UnknownError",
      args: { data: "0xdeadbeef" },
    });
    assert.equal(decodeRevert("0x08c379a0ffff").error, "UnknownError");
    assert.deepEqual(decodeRevert("0x"), { error: "NoReason", args: {} });
    assert.deepEqual(decodeRevert(null), { error: "NoReason", args: {} });
  });
});

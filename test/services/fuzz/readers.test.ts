import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzz } from "../../../scripts/fuzz/fuzz.ts";
import { fuzzInThread } from "../../../scripts/fuzz/fuzzInThread.ts";
import { allTargets } from "../../../scripts/fuzz/targets/allTargets.ts";
import { ServiceError } from "../../../services/platform/errors.ts";
import { registryRequestShape } from "../../../services/registry/changes/RegistryRequest.ts";

// A short run of what `node scripts/fuzz/main.ts` does for long.
const inputs = Number(process.env.SELLO_FUZZ_INPUTS ?? 200);
const seed = Number(process.env.SELLO_FUZZ_SEED ?? 1);

for (const target of allTargets)
  test(`${target.name} takes whatever comes`, async () => {
    const report = await fuzz(target, { inputs, seed });
    const found = report.findings.map(({ kind, detail, input }) => ({
      kind,
      detail,
      input: input.subarray(0, 500).toString("base64"),
    }));
    assert.deepEqual(found, []);
    assert.equal(report.inputs, inputs);
    // Were none ever read, nothing behind the first check would have been tried.
    assert.ok(report.accepted > 0);
  });

test("the fuzzer finds an error that is not documented, a wrong answer and a slow one", async () => {
  const target = (read: (input: Buffer) => unknown) => ({
    name: "made up",
    dictionary: ["bang"],
    samples: async () => ["a harmless text"],
    read,
    mayThrow: (error: unknown) => error instanceof ServiceError,
  });
  const bang = await fuzz(
    target((input) => {
      if (input.includes("bang")) throw new TypeError("bang");
    }),
    { inputs: 2_000, seed: 1, findingsMax: 1 },
  );
  assert.equal(bang.findings[0]?.kind, "error");
  assert.ok(bang.findings[0]?.input.includes("bang"));
  const work = (ms: number) => {
    for (const end = performance.now() + ms; performance.now() < end; );
  };
  const slow = await fuzz(
    target(() => work(200)),
    { inputs: 1, seed: 1, inputMsMax: 2 },
  );
  assert.equal(slow.findings[0]?.kind, "slow");
});

test("in a thread of its own a reader gives the same counts", async () => {
  const [inThread, here] = await Promise.all([
    fuzzInThread("status-list-uri", { inputs: 300, seed }),
    fuzz(allTargets.find(({ name }) => name === "status-list-uri") ?? assert.fail(), {
      inputs: 300,
      seed,
    }),
  ]);
  assert.deepEqual([inThread.inputs, inThread.accepted], [here.inputs, here.accepted]);
  assert.equal(inThread.ended, null);
});

test("a registry request whose number is not a number is refused, not tripped over", () => {
  const values = { authority: `0x${"0a".repeat(32)}`, state: 1 };
  const authorization = {
    signer: `0x${"0b".repeat(20)}`,
    nonce: "0",
    deadline: "1800000000",
    signature: `0x${"0c".repeat(65)}`,
  };
  const request = { operation: "SetState", values, authorization };
  assert.equal(registryRequestShape.safeParse(request).success, true);
  for (const deadline of ["18000x0000", "名字", "1e3", "", "0x10"]) {
    const wrong = { ...request, authorization: { ...authorization, deadline } };
    assert.equal(registryRequestShape.safeParse(wrong).success, false);
  }
});

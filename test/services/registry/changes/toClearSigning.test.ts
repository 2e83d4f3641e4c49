import assert from "node:assert/strict";
import { test } from "node:test";
import { TypedDataEncoder } from "ethers";
import { z } from "zod";
import { registryRequestTypes } from "../../../../services/ledger/evm/abi/registryRequestTypes.ts";
import { toSignersData } from "../../../../services/registry/accounts/toSignersData.ts";
import { toTypedData } from "../../../../services/registry/changes/registryTypedData.ts";
import { toClearSigning } from "../../../../services/registry/changes/toClearSigning.ts";

const address = (digit: string) => `0x${digit.repeat(40)}` as const;
const chain = {
  chainId: 84_200,
  contracts: {
    AuthorityRegistry: address("a"),
    DocumentLog: address("b"),
    StatusLists: address("c"),
  },
};

// What the second version of the ERC's schema says of the members that are used here.
const params = {
  raw: z.undefined(),
  chainId: z.undefined(),
  date: z.strictObject({ encoding: z.enum(["blockheight", "timestamp"]) }),
  enum: z.strictObject({ $ref: z.string().startsWith("$.metadata.enums.") }),
  addressName: z.strictObject({
    types: z.array(z.enum(["wallet", "eoa", "contract", "token", "collection"])),
  }),
} as const;
const field = z.union(
  Object.entries(params).map(([format, shape]) =>
    z.strictObject({
      path: z.string().regex(/^[a-z]\w*(\.[a-z]\w*)*$/i),
      label: z.string().min(1),
      format: z.literal(format),
      params: shape.optional(),
    }),
  ) as never,
);
const typeForm =
  /^\s*[A-Za-z_][A-Za-z0-9_]*\s*\(\s*(?:[A-Za-z_][A-Za-z0-9_]*(?:\[\])?\s+[A-Za-z_][A-Za-z0-9_]*\s*(?:,\s*[A-Za-z_][A-Za-z0-9_]*(?:\[\])?\s+[A-Za-z_][A-Za-z0-9_]*\s*)*)?\)\s*(?:\s*[A-Za-z_][A-Za-z0-9_]*\s*\(.*\)\s*)*$/;
const descriptor = z.strictObject({
  $schema: z.url(),
  context: z.strictObject({
    eip712: z.strictObject({
      domain: z.strictObject({ name: z.string(), version: z.string() }),
      deployments: z.array(
        z.strictObject({ chainId: z.int(), address: z.string().regex(/^0x[0-9a-fA-F]{40}$/) }),
      ),
    }),
  }),
  metadata: z.strictObject({
    owner: z.string(),
    contractName: z.string(),
    info: z.strictObject({ url: z.url() }),
    enums: z.record(z.string(), z.record(z.string(), z.string())),
  }),
  display: z.strictObject({
    formats: z.record(
      z.string().regex(typeForm),
      z.strictObject({ intent: z.string().min(1), fields: z.array(field) }),
    ),
  }),
});

const made = toClearSigning(chain, "https://sello.example");

test("the descriptor is of the form that ERC-7730 describes", () => {
  descriptor.parse(made);
});

test("it shows every field of every request, by the type that wallets work out", () => {
  const { formats } = made.display;
  assert.equal(Object.keys(formats).length, 2 * Object.keys(registryRequestTypes).length);
  for (const [name, fields] of Object.entries(registryRequestTypes)) {
    const type = TypedDataEncoder.from({ [name]: [...fields] }).encodeType(name);
    const shown = formats[type] as { fields: { path: string; label: string }[] };
    assert.deepEqual(
      shown.fields.map(({ path }) => path),
      fields.map((each) => each.name),
    );
    assert.ok(
      shown.fields.every(({ label }) => /^[A-Z]/.test(label)),
      `${name} has words for each field`,
    );
  }
});

test("what people of an account of many sign has its words, too", () => {
  const operation = {
    operation: "SetState",
    values: { authority: `0x${"1".repeat(64)}`, state: 2 },
  };
  const terms = { signer: address("d"), nonce: 1n, deadline: 2n };
  const request = toTypedData(chain, operation as never, terms);
  const data = toSignersData({ account: address("d"), kind: "officer-account" }, request);
  const type = TypedDataEncoder.from(data.types as never).encodeType(data.primaryType);
  const shown = made.display.formats[type] as { intent: string; fields: { path: string }[] };
  assert.match(shown.intent, /Suspend/);
  assert.ok(shown.fields.some(({ path }) => path === "contents.state"));
  assert.ok(shown.fields.some(({ path }) => path === "verifyingContract"));
});

test("what it refers to is there", () => {
  const names = Object.keys(made.metadata.enums);
  const text = JSON.stringify(made.display);
  for (const [, name = ""] of text.matchAll(/\$\.metadata\.enums\.(\w+)/g))
    assert.ok(names.includes(name), name);
});

import type { Hex } from "@sello/sdk";
import { z } from "zod";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import { limits } from "../../platform/limits.ts";

/** An operation of the registry contract, named like its EIP-712 type. */
export type RegistryOperationName = keyof typeof registryRequestTypes;

/** An operation's parameters by name, without what its authorization says. Integers above 32 bits are decimal strings. */
export type OperationValues = Readonly<Record<string, string | number | boolean>>;

export type RegistryOperation = {
  readonly operation: RegistryOperationName;
  readonly values: OperationValues;
};

/** An officer's consent to the operation (`Authorization` of the contract). */
type Authorization = {
  readonly signer: Hex;
  /** Decimal. The upper 192 bits are the key that the signer chose (ERC-4337 calls it so too). */
  readonly nonce: string;
  /** Unix seconds, decimal. */
  readonly deadline: string;
  /** EIP-712; from a plain account, see `toAccountSignature`. */
  readonly signature: Hex;
};

export type RegistryRequest = RegistryOperation & { readonly authorization: Authorization };

const lowercaseHex = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern)
    .transform((text) => text.toLowerCase() as Hex);

const uint = (bits: number) =>
  z
    .string()
    // Without the abort, what is no number would be made one all the same.
    .regex(/^(0|[1-9][0-9]{0,77})$/, { abort: true })
    .refine((text) => BigInt(text) < 2n ** BigInt(bits), { error: `more than ${bits} bits` });

const ofAuthorization: readonly string[] = ["signer", "nonce", "deadline"];

/** Whether a field of a request's type is a parameter of the operation. */
export const isValue = ({ name }: { readonly name: string }): boolean =>
  !ofAuthorization.includes(name);

// ABI types that the contract's requests have, as they stand in JSON.
const shapes = {
  bytes32: lowercaseHex(/^0x[0-9a-fA-F]{64}$/),
  address: lowercaseHex(/^0x[0-9a-fA-F]{40}$/),
  bool: z.boolean(),
  // Keys and signatures: the contract says how long each may be.
  bytes: lowercaseHex(/^0x([0-9a-fA-F]{2}){0,256}$/),
  uint8: z.int().min(0).max(255),
  uint64: uint(64),
  uint256: uint(256),
  // The contract allows 1,024 bytes; how many characters those are it says itself.
  string: z.string().min(1).max(1_024),
} as const;

const operationNames = Object.keys(registryRequestTypes) as [
  RegistryOperationName,
  ...RegistryOperationName[],
];

const toValuesShape = (operation: RegistryOperationName) =>
  z.strictObject(
    Object.fromEntries(
      registryRequestTypes[operation].filter(isValue).map(({ name, type }) => [name, shapes[type]]),
    ),
  );

const valuesShapes = Object.fromEntries(
  operationNames.map((operation) => [operation, toValuesShape(operation)]),
) as Readonly<Record<RegistryOperationName, ReturnType<typeof toValuesShape>>>;

/** What an officer's request is made of before it is signed. */
export const registryOperationShape = z
  .strictObject({
    operation: z.enum(operationNames),
    values: z.record(z.string(), z.unknown()),
  })
  .transform(readValues);

/** A signed request, as it is sent by a wallet. */
export const registryRequestShape = z
  .strictObject({
    operation: z.enum(operationNames),
    values: z.record(z.string(), z.unknown()),
    authorization: z.strictObject({
      signer: shapes.address,
      nonce: shapes.uint256,
      deadline: shapes.uint256,
      // A contract wallet's may be long, or nothing at all (ERC-1271).
      signature: z
        .string()
        .max(2 + 2 * limits.registrySignatureBytes, {
          error: `more than ${limits.registrySignatureBytes} bytes`,
          abort: true,
        })
        .pipe(lowercaseHex(/^0x([0-9a-fA-F]{2})*$/)),
    }),
  })
  .transform(readValues);

function readValues<
  T extends { operation: RegistryOperationName; values: Record<string, unknown> },
>(request: T, context: z.RefinementCtx): Omit<T, "values"> & { values: OperationValues } {
  const parsed = valuesShapes[request.operation].safeParse(request.values);
  if (parsed.success) return { ...request, values: parsed.data as OperationValues };
  for (const { path, message } of parsed.error.issues) {
    context.addIssue({ code: "custom", path: ["values", ...path], message });
  }
  return z.NEVER;
}

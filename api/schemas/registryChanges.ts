import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { address, hex32, jsonObject, line, seconds } from "./primitives.ts";

export const operationShape = {
  operation: line(64).meta({ description: "Name of the request's EIP-712 type." }),
  values: jsonObject.meta({ description: "Its parameters, without signer, nonce and deadline." }),
};

export const registryChangeDraft = z
  .strictObject({
    signer: address,
    nonceKey: z
      .string()
      .regex(/^(0|[1-9][0-9]{0,56})$/)
      .optional()
      .meta({
        description:
          "Decimal, below 10^57. Requests under different keys do not wait for each other; under one key they take effect in order. 0 if absent.",
      }),
    ...operationShape,
  })
  .meta({ id: "RegistryChangeDraft" });

export const typedData = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: z.int(),
      verifyingContract: address,
    }),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    primaryType: z.string(),
    message: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: "TypedData", description: "What `eth_signTypedData_v4` takes." });

const signedRegistryChange = z
  .strictObject({
    ...operationShape,
    authorization: z.strictObject({
      signer: address,
      nonce: z.string(),
      deadline: z.string(),
      signature: z.string(),
    }),
  })
  .meta({ id: "SignedRegistryChange" });

export const signedRegistryChanges = z.union([
  signedRegistryChange,
  z.array(signedRegistryChange).min(1).max(apiLimits.registryChanges),
]);

export const submittedRegistryChange = z
  .object({ id: z.string(), transactionHash: hex32 })
  .meta({ id: "SubmittedRegistryChange" });

export const registryChange = z
  .object({
    id: z.string(),
    state: z.enum(["sent", "effective", "refused"]),
    transactionHash: hex32,
    blockNumber: z.string().nullable().meta({ description: "Decimal." }),
    error: z.unknown().meta({ description: "The contract's error, if it refused." }),
    operations: z
      .array(z.object({ ...operationShape, signer: address }))
      .meta({ description: "What was asked for, and by whose signature." }),
    sentAt: seconds,
    endedAt: seconds.nullable().meta({ description: "When a block took it up; null before." }),
  })
  .meta({ id: "RegistryChange" });

export const registryChangeList = z
  .object({ changes: z.array(registryChange) })
  .meta({ id: "RegistryChangeList" });

/** The name and arguments of a contract's error. */
export const contractRefusal = z
  .object({ error: z.string(), args: jsonObject })
  .meta({ id: "ContractRefusal", description: "A contract's error, by name." });

export const registryChangeTrial = z
  .strictObject({
    signer: address,
    operations: z.array(z.strictObject(operationShape)).min(1).max(apiLimits.registryChanges),
  })
  .meta({ id: "RegistryChangeTrial" });

export const registryChangeTried = z
  .object({
    refusal: contractRefusal.nullable().meta({
      description: "Why the registry would refuse them now; null: it would not.",
    }),
  })
  .meta({ id: "RegistryChangeTried" });

export const registryChangeParams = z.object({ id: z.string().regex(/^\d{1,18}$/) });

export const serviceAccounts = z
  .object({
    anchor: address.meta({
      description:
        "Puts batches into the log: needs the role `anchor` where documents are issued, or above.",
    }),
    status: address.meta({
      description: "Writes status acts to the chain: needs the role `revoke` there, or above.",
    }),
  })
  .meta({ id: "ServiceAccounts" });

import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { address, hex32, jsonObject, line, seconds, signer, slug, uuid } from "./primitives.ts";
import { contractRefusal, operationShape, registryChange } from "./registryChanges.ts";

export const newGoverningAct = z
  .strictObject({
    account: address.meta({ description: "An account of many people, of whom the caller is one." }),
    operations: z.array(z.strictObject(operationShape)).min(1).max(apiLimits.registryChanges),
    replaces: uuid.exactOptional().meta({
      description: "An act that waits: of the two at most one can ever take effect.",
    }),
  })
  .meta({ id: "NewGoverningAct" });

export const signersData = z
  .object({
    domain: z.object({
      name: z.string().exactOptional(),
      version: z.string().exactOptional(),
      chainId: z.int(),
      verifyingContract: address,
    }),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    primaryType: z.string(),
    message: jsonObject,
  })
  .meta({ id: "SignersData", description: "What `eth_signTypedData_v4` takes from each signer." });

const signers = z.array(
  z.object({
    signer,
    you: z.boolean(),
    decision: z.enum(["waiting", "signed", "declined"]),
    decidedAt: seconds.nullable(),
  }),
);

export const governingAct = z
  .object({
    id: uuid,
    account: address,
    kind: z.enum(["officer-account", "safe"]),
    authority: slug.meta({ description: "Where the account administers." }),
    state: z.enum(["open", "relayed", "done", "ended"]).meta({
      description:
        "`open`: waits for signatures or for being sent; `relayed`: see `change`; `done`: in effect, without the chain.",
    }),
    threshold: z.int().meta({ description: "How many of the signers must sign." }),
    signed: z.int().meta({ description: "How many of them have." }),
    signers: signers.meta({ description: "Who signs for the account now." }),
    requests: z.array(
      z.object({
        ...operationShape,
        hash: hex32.meta({ description: "EIP-712, of what the account is to sign." }),
        typedData: signersData,
        signedHash: hex32.meta({ description: "EIP-712, of what each signer signs." }),
      }),
    ),
    deadline: seconds.meta({ description: "Until when it can take effect." }),
    proposedBy: address,
    createdAt: seconds,
    refusal: contractRefusal.nullable().meta({
      description: "Why the registry refused it when it was to be sent.",
    }),
    change: registryChange.nullable(),
    replaces: uuid.nullable(),
    replacedBy: uuid.nullable(),
    endedBy: address.nullable(),
    endedAt: seconds.nullable(),
  })
  .meta({
    id: "GoverningAct",
    description:
      "An act of an account of many: a change of the registry, of the account's own signers (`ChangeSigners`), or an approval of a document type (`ApproveDocumentType`).",
  });

export const governingActList = z
  .object({ acts: z.array(governingAct) })
  .meta({ id: "GoverningActList" });

export const governingSignature = z
  .strictObject({
    signer: signer.exactOptional().meta({ description: "Whose; the caller's, if it is not said." }),
    signatures: z
      .array(
        z
          .string()
          .regex(/^0x([0-9a-fA-F]{2})+$/)
          .max(2 + 2 * apiLimits.registrySignatureBytes),
      )
      .min(1)
      .max(apiLimits.registryChanges)
      .meta({ description: "One for each request, in order." }),
  })
  .meta({ id: "GoverningSignature" });

export const newSigningKey = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(apiLimits.turnoverOverlapSeconds)
      .exactOptional()
      .meta({ description: "Time for which the keys before it go on." }),
  })
  .meta({ id: "NewSigningKey" });

export const preparedSigningKey = z
  .object({
    kid: line(64),
    operations: z.array(z.object(operationShape)).meta({
      description: "What officers sign: it signs nothing before they have.",
    }),
  })
  .meta({ id: "PreparedSigningKey" });

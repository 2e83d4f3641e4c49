import type { Hex } from "@sello/sdk";
import { z } from "zod";
import type { Services } from "../../compose/Services.ts";
import { json } from "../../http/routes/Reply.ts";
import { type AnyRoute, jsonBody, route } from "../../http/routes/Route.ts";
import { address, hex32, jsonObject, line } from "../../http/schemas/primitives.ts";
import { limits } from "../../platform/limits.ts";

const tag = "registry changes";

const operation = {
  operation: line(64).meta({ description: "Name of the request's EIP-712 type." }),
  values: jsonObject.meta({ description: "Its parameters, without nonce and deadline." }),
};

const prepareBody = z
  .strictObject({ signer: address, ...operation })
  .meta({ id: "RegistryChangeDraft" });

const typedData = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: z.int(),
      verifyingContract: address,
    }),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    primaryType: z.string(),
    message: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: "TypedData", description: "What `eth_signTypedData_v4` takes." });

const signedChange = z
  .strictObject({
    ...operation,
    authorization: z.strictObject({
      signer: address,
      nonce: z.string(),
      deadline: z.string(),
      signature: z.string(),
    }),
  })
  .meta({ id: "SignedRegistryChange" });

const submitBody = z.union([
  signedChange,
  z.array(signedChange).min(1).max(limits.registryChanges),
]);

const submitted = z
  .object({ id: z.string(), transactionHash: hex32 })
  .meta({ id: "SubmittedChange" });

const changeState = z
  .object({
    id: z.string(),
    state: z.enum(["sent", "effective", "refused"]),
    transactionHash: hex32,
    blockNumber: z.string().nullable().meta({ description: "Decimal." }),
    error: z.unknown().meta({ description: "The contract's error, if it refused." }),
  })
  .meta({ id: "RegistryChange" });

/**
 * Open to anyone, like the contract itself: what counts is the officer's signature, and a request that
 * the contract would refuse is not sent.
 */
export const registryChangeRoutes = ({ registryChanges }: Services): AnyRoute[] => [
  route({
    method: "post",
    path: "/v1/registry-changes/prepare",
    operation: "prepareRegistryChange",
    tag,
    summary: "What an officer's wallet is to sign for a change",
    access: "public",
    body: jsonBody(prepareBody, limits.requestBodyBytes),
    replies: { 200: { description: "Typed data.", content: { "application/json": typedData } } },
    problems: ["registry_change.malformed"],
    handle: async ({ body: { signer, ...change } }) => {
      const prepared = await registryChanges.prepare(signer.toLowerCase() as Hex, change);
      return json(typedData, structuredClone(prepared) as never);
    },
  }),
  route({
    method: "post",
    path: "/v1/registry-changes",
    operation: "submitRegistryChange",
    tag,
    summary:
      "Relay a change that an officer has signed, or several of which all or none take effect",
    access: "public",
    body: jsonBody(submitBody, limits.requestBodyBytes),
    replies: {
      202: {
        description: "Stored, signed and on its way to a block.",
        content: { "application/json": submitted },
        headers: { Location: "Where its state is." },
      },
    },
    problems: [
      "registry_change.malformed",
      "registry_change.expired",
      "registry_change.signature",
      "registry_change.refused",
    ],
    handle: async ({ body }) => {
      const change = await registryChanges.submit(body);
      return json(submitted, change, {
        status: 202,
        headers: { location: `/v1/registry-changes/${change.id}` },
      });
    },
  }),
  route({
    method: "get",
    path: "/v1/registry-changes/{id}",
    operation: "getRegistryChange",
    tag,
    summary: "What became of a change",
    access: "public",
    params: z.object({ id: z.string().regex(/^\d{1,18}$/) }),
    replies: { 200: { description: "Its state.", content: { "application/json": changeState } } },
    problems: ["registry_change.unknown"],
    handle: async ({ params }) => {
      const { blockNumber, error, ...change } = await registryChanges.state(params.id);
      return json(changeState, {
        ...change,
        blockNumber: blockNumber === null ? null : String(blockNumber),
        error: error ?? null,
      });
    },
  }),
];

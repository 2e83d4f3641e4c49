import type { Hex } from "@sello/sdk";
import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { RegistryChanges } from "./RegistryChanges.ts";

export type RegistryChangeRouteParts = {
  readonly registryChanges: Pick<RegistryChanges, "prepare" | "submit" | "state">;
};

export const registryChangeRoutes = ({ registryChanges }: RegistryChangeRouteParts): Route[] => [
  route("prepareRegistryChange", {
    handle: async ({ body: { signer, nonceKey = "0", ...change } }) =>
      json(await registryChanges.prepare(signer.toLowerCase() as Hex, change, BigInt(nonceKey))),
  }),
  route("submitRegistryChange", {
    handle: async ({ body }) => {
      const change = await registryChanges.submit(body);
      return json(change, {
        status: 202,
        headers: { location: `/v1/registry-changes/${change.id}` },
      });
    },
  }),
  route("getRegistryChange", {
    handle: async ({ params }) => {
      const { blockNumber, error, ...change } = await registryChanges.state(params.id);
      return json({
        ...change,
        blockNumber: blockNumber === null ? null : String(blockNumber),
        error: error ?? null,
      });
    },
  }),
];

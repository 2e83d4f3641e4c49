import type { Hex } from "@sello/sdk";
import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { RegistryChanges } from "./RegistryChanges.ts";
import { toChangeView } from "./toChangeView.ts";

export type RegistryChangeRouteParts = {
  readonly registryChanges: Pick<
    RegistryChanges,
    "prepare" | "submit" | "get" | "recent" | "findRefusal" | "clearSigning"
  >;
  /** The accounts with which the service sends transactions now. */
  readonly senders: () => { readonly anchor: Hex; readonly status: Hex };
  readonly publicUrl: string;
};

export const registryChangeRoutes = ({
  registryChanges,
  senders,
  publicUrl,
}: RegistryChangeRouteParts): Route[] => [
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
  route("tryRegistryChange", {
    handle: async ({ body: { signer, operations } }) =>
      json({ refusal: await registryChanges.findRefusal(signer.toLowerCase() as Hex, operations) }),
  }),
  route("getClearSigning", {
    handle: async () =>
      json(registryChanges.clearSigning(publicUrl), {
        headers: { "cache-control": "public, max-age=3600" },
      }),
  }),
  route("getServiceAccounts", { handle: async () => json(senders()) }),
  route("listRegistryChanges", {
    handle: async () => json({ changes: (await registryChanges.recent()).map(toChangeView) }),
  }),
  // Behind those whose paths it would take for ids.
  route("getRegistryChange", {
    handle: async ({ params }) => json(toChangeView(await registryChanges.get(params.id))),
  }),
];

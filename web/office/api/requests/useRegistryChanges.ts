import type { Input, Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";
import { useAct } from "../useAct.ts";

export type RegistryChange = Output<"getRegistryChange">;
export type Operation = Input<"tryRegistryChange">["body"]["operations"][number];
export type TypedData = Output<"prepareRegistryChange">;
export type Refusal = NonNullable<Output<"tryRegistryChange">["refusal"]>;

const lookMs = 1_000;
const listMs = 3_000;

/** Looked at until it is in a block. */
export const useRegistryChange = (id: string) =>
  useQuery({
    queryKey: publicKey("change", id),
    queryFn: () => client.getRegistryChange({ params: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === "sent" ? lookMs : false),
  });

/** Under way, and of the last hour. */
export const useRegistryChanges = () =>
  useQuery({
    queryKey: publicKey("changes"),
    queryFn: async () => (await client.listRegistryChanges()).changes,
    refetchInterval: listMs,
  });

/** Why the registry would refuse these now; null: it would not. */
export const useRefusal = (signer: `0x${string}`, operations: readonly Operation[]) =>
  useQuery({
    queryKey: publicKey("refusal", signer, operations),
    queryFn: async () => {
      const body = { signer, operations: [...operations] };
      return (await client.tryRegistryChange({ body })).refusal;
    },
    staleTime: 0,
    gcTime: 0,
  });

export const prepareChange = (body: Input<"prepareRegistryChange">["body"]): Promise<TypedData> =>
  client.prepareRegistryChange({ body });

export const prepareSigningKey = (slug: string, overlapSeconds: number) =>
  client.prepareSigningKey({ params: { slug }, body: { overlapSeconds } });

export const useSubmitChange = () =>
  useAct("submitChange", (body: Input<"submitRegistryChange">["body"]) =>
    client.submitRegistryChange({ body }),
  );

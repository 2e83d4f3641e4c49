import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type OwnPasskeys = Output<"listOwnPasskeys">;
export type OwnPasskey = OwnPasskeys["passkeys"][number];

/** Until a change of the account is on the chain. */
const underWayMs = 1_000;

/** The passkeys that control the account; none where it is a wallet's. */
export const useOwnPasskeys = () =>
  useQuery({
    queryKey: publicKey("ownPasskeys"),
    queryFn: () => client.listOwnPasskeys(),
    refetchInterval: ({ state: { data } }) =>
      data?.passkeys.some(({ state }) => state !== "active") ? underWayMs : false,
  });

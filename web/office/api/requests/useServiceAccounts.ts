import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

/** The accounts with which the service puts documents and their status on the chain. */
export const useServiceAccounts = () =>
  useQuery({
    queryKey: publicKey("serviceAccounts"),
    queryFn: () => client.getServiceAccounts(),
  });

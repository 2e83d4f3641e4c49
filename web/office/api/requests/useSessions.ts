import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

/** Where the account is signed in. */
export const useSessions = () =>
  useQuery({ queryKey: publicKey("sessions"), queryFn: () => client.listSessions() });

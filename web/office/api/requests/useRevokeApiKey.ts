import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useRevokeApiKey = () =>
  useAct("revokeApiKey", (id: string) => client.revokeApiKey({ params: { id } }));

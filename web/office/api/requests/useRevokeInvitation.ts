import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useRevokeInvitation = () =>
  useAct("revokeInvitation", (id: string) => client.revokeInvitation({ params: { id } }));

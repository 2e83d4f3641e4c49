import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useEndWebhook = () =>
  useAct("endWebhook", (id: string) => client.endWebhook({ params: { id } }));

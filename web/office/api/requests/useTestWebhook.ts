import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useTestWebhook = () =>
  useAct("testWebhook", (id: string) => client.testWebhook({ params: { id } }));

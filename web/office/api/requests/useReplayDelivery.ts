import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Asked = { readonly id: string; readonly delivery: string };

export const useReplayDelivery = () =>
  useAct("replayDelivery", (params: Asked) => client.replayWebhookDelivery({ params }));

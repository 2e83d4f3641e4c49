import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Asked = { readonly id: string; readonly state: "on" | "off" };

export const useSwitchWebhook = () =>
  useAct("switchWebhook", ({ id, state }: Asked) =>
    client.switchWebhook({ params: { id }, body: { state } }),
  );

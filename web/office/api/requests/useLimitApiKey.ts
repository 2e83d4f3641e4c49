import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Asked = { readonly id: string; readonly documentsPerDay: number | null };

export const useLimitApiKey = () =>
  useAct("limitApiKey", ({ id, documentsPerDay }: Asked) =>
    client.limitApiKey({ params: { id }, body: { documentsPerDay } }),
  );

import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Steering = { readonly id: string; readonly act: "stop" | "resume" };

export const useSteerBulkAct = () =>
  useAct("steerBulkAct", ({ id, act }: Steering) =>
    act === "stop"
      ? client.stopBulkAct({ params: { id } })
      : client.resumeBulkAct({ params: { id } }),
  );

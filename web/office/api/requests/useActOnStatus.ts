import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type StatusActInput = Input<"actOnStatus">["body"];

export const useActOnStatus = () =>
  useAct("actOnStatus", (body: StatusActInput) => client.actOnStatus({ body }));

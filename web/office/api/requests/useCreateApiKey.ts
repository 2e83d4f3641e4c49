import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type NewApiKey = Input<"createApiKey">["body"];

export const useCreateApiKey = () =>
  useAct("createApiKey", (body: NewApiKey) => client.createApiKey({ body }));

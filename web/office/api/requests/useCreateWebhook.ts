import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type NewWebhook = Input<"createWebhook">["body"];

export const useCreateWebhook = () =>
  useAct("createWebhook", (body: NewWebhook) => client.createWebhook({ body }));

import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type NewInvitation = Input<"createInvitation">["body"];

export const useCreateInvitation = () =>
  useAct("createInvitation", (body: NewInvitation) => client.createInvitation({ body }));

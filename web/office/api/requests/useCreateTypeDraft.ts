import type { TypeDesign } from "@sello/api";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useCreateTypeDraft = () =>
  useAct("createTypeDraft", (design: TypeDesign) => client.createTypeDraft({ body: { design } }));

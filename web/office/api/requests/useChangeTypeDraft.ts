import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Change = Input<"changeTypeDraft">["body"] & { readonly id: string };

export const useChangeTypeDraft = () =>
  useAct("changeTypeDraft", ({ id, ...body }: Change) =>
    client.changeTypeDraft({ params: { id }, body }),
  );

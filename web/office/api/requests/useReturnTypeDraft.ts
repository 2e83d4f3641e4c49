import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Returned = Input<"returnTypeDraft">["body"] & { readonly id: string };

export const useReturnTypeDraft = () =>
  useAct("returnTypeDraft", ({ id, ...body }: Returned) =>
    client.returnTypeDraft({ params: { id }, body }),
  );

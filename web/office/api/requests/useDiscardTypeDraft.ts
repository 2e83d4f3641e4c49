import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useDiscardTypeDraft = () =>
  useAct("discardTypeDraft", ({ id, revision }: { id: string; revision: number }) =>
    client.discardTypeDraft({ params: { id }, body: { revision } }),
  );

import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useAskForTypeApproval = () =>
  useAct("askForTypeApproval", ({ id, revision }: { id: string; revision: number }) =>
    client.askForTypeApproval({ params: { id }, body: { revision } }),
  );

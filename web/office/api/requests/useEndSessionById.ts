import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export const useEndSessionById = () =>
  useAct("endSessionById", (id: string) => client.endSessionById({ params: { id } }));

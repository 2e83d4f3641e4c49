import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

const acts = {
  pause: client.pauseImport,
  resume: client.resumeImport,
  cancel: client.cancelImport,
  discard: client.discardImportRows,
} as const;

export type Steering = keyof typeof acts;

export const useSteerImport = (id: string) =>
  useAct("steerImport", (act: Steering) => acts[act]({ params: { id } }));

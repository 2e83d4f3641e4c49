import type { Input, Output } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type Mandate = Output<"findMandates">["mandates"][number];

/** Of one person. Whose they are is personal data: it is in no address, and nothing is kept of it. */
export const useFindMandates = () =>
  useAct("findMandates", (idNumber: string) => client.findMandates({ body: { idNumber } }));

export const useMakeMandate = () =>
  useAct("makeMandate", (body: Input<"makeMandate">["body"]) => client.makeMandate({ body }));

export const useEndMandate = () =>
  useAct("endMandate", (id: string) => client.endMandate({ params: { id } }));

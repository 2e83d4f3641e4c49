import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Signatures = Input<"signGoverningAct">["body"];

export const useProposeAct = () =>
  useAct("proposeAct", (body: Input<"proposeGoverningAct">["body"]) =>
    client.proposeGoverningAct({ body }),
  );

/** Of one act. */
export function useDecideOnAct(id: string) {
  const params = { id };
  return {
    sign: useAct("decideOnAct", (body: Signatures) => client.signGoverningAct({ params, body })),
    decline: useAct("decideOnAct", () => client.declineGoverningAct({ params })),
    send: useAct("decideOnAct", () => client.sendGoverningAct({ params })),
    end: useAct("decideOnAct", () => client.endGoverningAct({ params })),
  };
}

import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Revision = { readonly id: string; readonly revision: number };

export const useBeginRules = () =>
  useAct("beginRules", (body: Input<"createRuleVersion">["body"]) =>
    client.createRuleVersion({ body }),
  );

export const useChangeRules = () =>
  useAct("changeRules", ({ id, ...body }: Input<"changeRuleVersion">["body"] & { id: string }) =>
    client.changeRuleVersion({ params: { id }, body }),
  );

export const useDiscardRules = () =>
  useAct("changeRules", ({ id, revision }: Revision) =>
    client.discardRuleVersion({ params: { id }, body: { revision } }),
  );

/** Two officers are to sign it. */
export const useReviewRules = () =>
  useAct("changeRules", ({ id, revision }: Revision) =>
    client.reviewRuleVersion({ params: { id }, body: { revision } }),
  );

export const useReturnRules = () =>
  useAct("changeRules", ({ id, revision }: Revision) =>
    client.returnRuleVersion({ params: { id }, body: { revision } }),
  );

/** Recorded: it looks at what people applied for. */
export const useTryRules = () =>
  useAct("tryRules", (id: string) => client.tryRuleVersion({ params: { id } }));

export const useSimulateRules = () =>
  useAct("simulateRules", (body: Input<"simulateRules">["body"]) => client.simulateRules({ body }));

import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Issuing = {
  /** The same for the same form, so that a second click gives the same document. */
  readonly key: string;
  readonly body: Input<"issueDocument">["body"];
};

export const useIssueDocument = () =>
  useAct("issueDocument", ({ key, body }: Issuing) =>
    client.issueDocument({ headers: { "idempotency-key": key }, body }),
  );

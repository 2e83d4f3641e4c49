import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type NewBulkAct = Input<"beginBulkAct">["body"];

type Beginning = {
  /** The same for the same dialog, so that a second click begins nothing more. */
  readonly key: string;
  readonly body: NewBulkAct;
};

export const useBeginBulkAct = () =>
  useAct("beginBulkAct", ({ key, body }: Beginning) =>
    client.beginBulkAct({ headers: { "idempotency-key": key }, body }),
  );

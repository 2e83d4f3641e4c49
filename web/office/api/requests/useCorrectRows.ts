import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Correction = {
  /** The same for the same rows, so that a second click corrects nothing twice. */
  readonly key: string;
  readonly rows: Input<"correctImport">["body"]["rows"];
};

export const useCorrectRows = (id: string) =>
  useAct("correctRows", ({ key, rows }: Correction) =>
    client.correctImport({
      params: { id },
      headers: { "idempotency-key": key },
      body: { rows },
    }),
  );

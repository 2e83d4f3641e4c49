import type { Output } from "@sello/api/client";
import { fill } from "../../ui/fill.ts";
import type { Words } from "../words/Words.ts";

/** By which mandate a document is there; what was kept before there were any has none. */
export type OfMandate = Output<"listMyDocuments">["documents"][number]["mandate"] | undefined;

/** "For M"; null: it is one's own. */
export const forWhom = (mandate: OfMandate, { mandates }: Words): string | null =>
  mandate ? fill(mandates.forWhom, { name: mandate.principal ?? mandates.somebody }) : null;

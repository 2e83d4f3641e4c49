import { useMemo } from "react";
import { client } from "../api/client.ts";
import { type Answer, useAnswer } from "../api/useAnswer.ts";
import type { KeptPiece } from "../device/drafts.ts";
import { useTypes } from "../sharing/useTypes.ts";
import { findOwn, type Item, type MyDocument } from "./ownEvidence.ts";

/** What is known of one piece of evidence; without network there is no document to tell of. */
export type Piece = KeptPiece & { readonly document?: MyDocument };
export type Pieces = Readonly<Record<string, Piece>>;

/** Which of an item's evidence the reader has, and how what is read of it is called. */
export function usePieces(item: Item): Answer<Pieces> {
  const { content: documents, ...answer } = useAnswer("documents", () => client.listMyDocuments());
  const { content: types } = useTypes();
  const content = useMemo(() => {
    if (documents === null) return null;
    const pieces = Object.entries(item.evidence).map(([name, evidence]) => {
      const document = findOwn(documents.documents, evidence.type);
      const type = types?.find((each) => each.name === evidence.type);
      const claims = evidence.claims.map((claim) => type?.claims[claim]?.title ?? inAll(claim));
      const piece = { isThere: document !== null, claims };
      return [name, document === null ? piece : { ...piece, document }] as const;
    });
    return Object.fromEntries(pieces);
  }, [item, documents, types]);
  return { ...answer, content };
}

const inAll = (text: string) => ({ zh: text, es: text, en: text });

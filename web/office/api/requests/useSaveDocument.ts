import { useMutation } from "@tanstack/react-query";
import { saveFile } from "../../shared/saveFile.ts";
import { client } from "../client.ts";
import type { ReadingReason } from "./useReadDocument.ts";

type Saving = { readonly id: string; readonly reason: ReadingReason };

/** The holder's file: the document with its proof, for use without a network. */
export const useSaveDocument = () =>
  useMutation({
    mutationFn: async ({ id, reason }: Saving) => {
      const text = await client.getSelloFile({ params: { id }, query: { reason } });
      saveFile(new Blob([text], { type: "application/vnd.sello+json" }), `${id}.sello`);
    },
  });

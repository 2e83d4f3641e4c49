import type { Input, Output } from "@sello/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type Preview = Output<"previewImport">;
type PreviewInput = Input<"previewImport">;
export type FileType = PreviewInput["body"]["type"];
export type ReadingChoices = Omit<PreviewInput["query"], "authority" | "type">;

/** A file that was chosen, and as what it is read. */
export type ChosenFile = {
  /** Another one each time, so that a file that was changed on disk is read again. */
  readonly key: string;
  readonly file: File;
  readonly type: FileType;
};

/** Bytes of a text file by which its first rows are shown. */
const startBytes = 1024 * 1024;
export const workbookType =
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" satisfies FileType;

/** How the file would be read. It holds personal data, so the answer is not kept when the page is left. */
export const usePreview = (type: string, chosen: ChosenFile | null, choices: ReadingChoices) =>
  useQuery({
    queryKey: ownKey("preview", type, chosen?.key, choices),
    queryFn: () => readStart(type, chosen as ChosenFile, choices),
    enabled: type !== "" && chosen !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

function readStart(type: string, chosen: ChosenFile, choices: ReadingChoices) {
  const content = chosen.type === workbookType ? chosen.file : chosen.file.slice(0, startBytes);
  return client.previewImport({
    query: { type, ...choices },
    body: { type: chosen.type, content },
  });
}

import { type ChosenFile, type FileType, workbookType } from "../../api/requests/usePreview.ts";

const jsonName = /\.(json|ndjson|jsonl)$/i;
/** How a ZIP archive begins, and so a workbook, whatever its name is. */
const archiveMark = [0x50, 0x4b, 0x03, 0x04];

/** As what a file is to be read: by how it begins, then by its name. */
export async function chooseFile(file: File): Promise<ChosenFile> {
  const start = new Uint8Array(await file.slice(0, archiveMark.length).arrayBuffer());
  const isArchive = archiveMark.every((byte, index) => start[index] === byte);
  const type: FileType = isArchive
    ? workbookType
    : jsonName.test(file.name)
      ? "application/x-ndjson"
      : "text/csv";
  return { key: crypto.randomUUID(), file, type };
}

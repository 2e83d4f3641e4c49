import { verifierLimits } from "../verifierLimits.ts";

/** A file, and where it was in the folder that was dropped. */
export type GivenFile = { readonly path: string; readonly file: File };

export type Given = {
  readonly files: readonly GivenFile[];
  /** Whether it was a folder: then the answer is a table. */
  readonly isFolder: boolean;
  /** Whether there were more than are taken. */
  readonly isCut: boolean;
};

/** Files as a field has them; those of a folder know their path in it. */
export function readList(list: Iterable<File>): Given {
  const all = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return {
    files: all.slice(0, verifierLimits.filesMax),
    isFolder: all.some(({ file }) => file.webkitRelativePath !== ""),
    isCut: all.length > verifierLimits.filesMax,
  };
}

/** What was dropped, with all that is in folders. To be called before the event is over: the browser then forgets it. */
export async function readDrop(dropped: DataTransfer): Promise<Given> {
  const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.some(({ isDirectory }) => isDirectory)) return readList(dropped.files);
  const files: GivenFile[] = [];
  for (const entry of entries) await walk(entry, files, 0);
  return {
    files: files.slice(0, verifierLimits.filesMax),
    isFolder: true,
    isCut: files.length > verifierLimits.filesMax,
  };
}

async function walk(entry: FileSystemEntry, files: GivenFile[], depth: number): Promise<void> {
  // One more than is taken, so that it is known that there are more.
  if (files.length > verifierLimits.filesMax) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push({ path: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  if (!isFolder(entry) || depth >= verifierLimits.folderDepthMax) return;
  const reader = entry.createReader();
  for (;;) {
    // A reader gives a hundred at most, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || files.length > verifierLimits.filesMax) return;
    for (const each of some) await walk(each, files, depth + 1);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

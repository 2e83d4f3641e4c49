import { isPackedSelloFile, limits } from "@sello/sdk";

/** What was dropped: the document, and the file that it is said to seal. */
export type Dropped = {
  readonly documents: readonly Uint8Array[];
  readonly originals: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

/** Tells documents (`.sello` files and SD-JWTs) from files that a document may be about. */
export async function sortFiles(files: readonly File[]): Promise<Dropped> {
  const documents: Uint8Array[] = [];
  const originals: { name: string; bytes: Uint8Array }[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isDocument(file, bytes)) documents.push(bytes);
    else originals.push({ name: file.name, bytes });
  }
  return { documents, originals };
}

const looksLikeDocument = /^(?:\{"format":"sello\/|ey[A-Za-z0-9_-]+\.ey[A-Za-z0-9_-]+\.)/;

function isDocument(file: File, bytes: Uint8Array): boolean {
  if (file.name.endsWith(".sello")) return true;
  if (bytes.length > limits.selloFileBytesMax) return false;
  if (isPackedSelloFile(bytes)) return true;
  return looksLikeDocument.test(new TextDecoder("latin1").decode(bytes.subarray(0, 4_096)));
}

import { isPackedSelloFile, limits } from "@sello/sdk";

/** A file that was given, as it was read. */
export type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

/** What was given: documents, and files that they are said to seal. */
export type Sorted = {
  readonly documents: readonly NamedBytes[];
  readonly originals: readonly NamedBytes[];
};

/** Tells documents (`.sello` files and SD-JWTs) from files that a document may be about. */
export async function sortFiles(files: readonly File[]): Promise<Sorted> {
  const documents: NamedBytes[] = [];
  const originals: NamedBytes[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const list = isDocument(file.name, bytes) ? documents : originals;
    list.push({ name: file.name, bytes });
  }
  return { documents, originals };
}

// Behind what a text may have picked up on its way: spaces, a byte order mark, quotes.
const looksLikeDocument =
  /^[\s\ufeff"'“„«‘「`]*(?:\{\s*"[a-z]+"\s*:\s*"|ey[A-Za-z0-9_\s-]+\.\s*ey[A-Za-z0-9_\s-]+)/;

export function isDocument(name: string, bytes: Uint8Array): boolean {
  if (name.endsWith(".sello")) return true;
  if (bytes.length > limits.selloFileBytesMax) return false;
  if (isPackedSelloFile(bytes)) return true;
  const text = startOf(bytes.subarray(0, 4_096));
  if (!looksLikeDocument.test(text)) return false;
  return !/^[^a-z]*\{/.test(text) || text.includes("sello/");
}

/** UTF-16 as PowerShell writes it, or one byte a character: all of a document is ASCII but for some dashes. */
function startOf(bytes: Uint8Array): string {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (isLittle || isBig) return new TextDecoder(isLittle ? "utf-16le" : "utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}

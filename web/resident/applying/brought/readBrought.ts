import { parsePresentation, toPresentedText } from "@sello/sdk";

/** A document that the reader brings as a file. */
export type Brought = { readonly file: string; readonly sello: string };

/** Why a file is not taken: no document, another one than is asked for, or too long. */
export type BroughtProblem = "none" | "other" | "large";

/** As the API's `applicationSelloCharacters`. */
const charactersMax = 262_144;

/**
 * The document in a file: a `.sello` file, packed or not, or an SD-JWT VC. Whether it is genuine, and the reader's own, is for the
 * office to check. @param vctsOf those of the document type that is asked for. Where it rejects, the office tells what type it is
 */
export async function readBrought(
  file: File,
  vctsOf: () => Promise<readonly string[]>,
): Promise<Brought | BroughtProblem> {
  const sello = await readText(file);
  if (sello === null) return "none";
  if (sello.length > charactersMax) return "large";
  const presentation = parsePresentation(sello);
  if (!presentation.wellFormed) return "none";
  const vcts = await vctsOf().catch(() => null);
  const isAsked = vcts === null || vcts.includes(presentation.payload.vct);
  return isAsked ? { file: file.name, sello } : "other";
}

async function readText(file: File): Promise<string | null> {
  // Bytes that say nothing are not read whole.
  if (file.size > charactersMax * 2) return null;
  try {
    return toPresentedText(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return null;
  }
}

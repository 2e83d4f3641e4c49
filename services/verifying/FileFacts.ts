import type { LocalizedText, Verdict } from "@sello/sdk";
import type { FileCheck } from "./VerificationResult.ts";

/** What of a file is compared with its seal; measured by the one who has the file. */
export type FileFacts = {
  /** 64 characters of lowercase hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
};

/** Claims of a document of type `sealed-file`, if it is one. */
type Seal = { readonly sha256?: unknown; readonly size?: unknown };

const texts: Readonly<Record<FileCheck["code"], LocalizedText>> = {
  "file.matches": {
    zh: "该文件与签章时完全一致。",
    es: "El archivo es exactamente el que se selló.",
    en: "The file is exactly the one that was sealed.",
  },
  "file.differs": {
    zh: "该文件不是签章时的文件，或已被改动。",
    es: "El archivo no es el que se selló, o fue modificado.",
    en: "The file is not the one that was sealed, or it was changed.",
  },
  "file.not-about-a-file": {
    zh: "该电子证照不是文件签章。",
    es: "El documento no es el sello de un archivo.",
    en: "The document is not the seal of a file.",
  },
  "file.no-document": {
    zh: "无法判断：签章本身未能核实。",
    es: "No se sabe: el sello mismo no pudo comprobarse.",
    en: "We cannot tell: the seal itself could not be verified.",
  },
};

const outcomes = {
  "file.matches": "passed",
  "file.differs": "failed",
  "file.not-about-a-file": "failed",
  "file.no-document": "unknown",
} as const;

/** Compares a file with the seal that a verdict is about; only what the authority signed counts. */
export function checkFile(facts: FileFacts, { document }: Verdict): FileCheck {
  const code = document === undefined ? "file.no-document" : compare(facts, document.claims);
  return { outcome: outcomes[code], code, text: texts[code] };
}

function compare(facts: FileFacts, claims: Seal): FileCheck["code"] {
  if (typeof claims.sha256 !== "string") return "file.not-about-a-file";
  return claims.sha256 === facts.sha256 && claims.size === facts.size
    ? "file.matches"
    : "file.differs";
}

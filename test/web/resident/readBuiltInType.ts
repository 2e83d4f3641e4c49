import { readFileSync } from "node:fs";
import type { DocumentTypeId, LocalizedText } from "@sello/sdk";

type TypeFile = {
  readonly title: LocalizedText;
  readonly visible: readonly string[];
  readonly card: {
    readonly background: string;
    readonly text: string;
    readonly face: readonly string[];
    readonly photo?: "start" | "end";
  };
  readonly claims: Readonly<
    Record<
      string,
      { readonly title: LocalizedText; readonly words?: Readonly<Record<string, LocalizedText>> }
    >
  >;
};

/** What is shown of a built-in type, as its file has it. */
export function readBuiltInType(name: string): TypeFile & { readonly id: DocumentTypeId } {
  const file = new URL(
    `../../../services/registry/types/document-types/${name}-2.json`,
    import.meta.url,
  );
  const id = `0x${"5".repeat(64)}` as DocumentTypeId;
  return { ...(JSON.parse(readFileSync(file, "utf8")) as TypeFile), id };
}

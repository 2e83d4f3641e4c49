import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DocumentType } from "./DocumentType.ts";
import type { DocumentTypeFile } from "./DocumentTypeFile.ts";
import { DocumentTypeFileError } from "./errors.ts";
import { parseDocumentTypeFile } from "./parseDocumentTypeFile.ts";
import { toDocumentType } from "./toDocumentType.ts";

/** Types that come with the program. */
const builtInDirectory = fileURLToPath(new URL("./document-types", import.meta.url));

/** The city's, unless another is named. */
const usualTimeZone = "Asia/Shanghai";

export type TypeFiles = {
  /** Base of every `vct`, without a slash at its end. */
  readonly publicUrl: string;
  /** Directories of further types. */
  readonly directories?: readonly string[];
  /** IANA name of the city's time zone, in which ages are counted. */
  readonly timeZone?: string;
};

export type TypeOfFile = {
  /** Its name, for those who have to mend it. */
  readonly name: string;
  readonly file: DocumentTypeFile;
  readonly type: DocumentType;
};

export const timeZoneOf = ({ timeZone = usualTimeZone }: Pick<TypeFiles, "timeZone">): string =>
  timeZone;

export const vctOf = (publicUrl: string, name: string, version: number): string =>
  `${publicUrl}/types/${name}/${version}`;

/** The type that a file's text says. @throws DocumentTypeFileError */
export function toTypeOfFile(
  name: string,
  text: string,
  files: Pick<TypeFiles, "publicUrl" | "timeZone">,
): TypeOfFile {
  const file = parseDocumentTypeFile(name, text);
  const vct = vctOf(files.publicUrl, file.name, file.version);
  return { name, file, type: toDocumentType(file, vct, timeZoneOf(files)) };
}

/** The document types of the program and of the directories, in the order of their files. @throws DocumentTypeFileError */
export function readTypeFiles(files: TypeFiles): TypeOfFile[] {
  const { directories = [] } = files;
  const ids = new Set<string>();
  return [builtInDirectory, ...directories].flatMap((directory) =>
    readdirSync(directory)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => {
        const read = toTypeOfFile(name, readFileSync(join(directory, name), "utf8"), files);
        if (ids.has(read.type.id))
          throw new DocumentTypeFileError(name, ["a type of this name exists"]);
        ids.add(read.type.id);
        return read;
      }),
  );
}

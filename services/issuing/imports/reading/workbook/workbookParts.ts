import { posix } from "node:path";
import { type Archive, notOne } from "./Archive.ts";
import { WorkbookError } from "./errors.ts";
import { attribute, readXml } from "./readXml.ts";

/** Where the parts of a workbook are that reading one sheet needs. */
export type WorkbookParts = {
  readonly sheet: string;
  readonly others: readonly string[];
  readonly sheetPart: string;
  readonly sharedStringsPart: string | null;
  readonly stylesPart: string | null;
  /** Dates count from 1904 instead of 1900. */
  readonly is1904: boolean;
};

type Relation = { readonly id: string; readonly type: string; readonly target: string };

/** Finds the sheet of that name, or the first. Unknown: `WorkbookError` `import.sheet_unknown`. */
export async function findParts(archive: Archive, wanted?: string): Promise<WorkbookParts> {
  const root = await readRelations(archive, "_rels/.rels", "");
  const workbook = root.find(({ type }) => type.endsWith("/officeDocument"))?.target;
  if (workbook === undefined) throw notOne();
  const folder = posix.dirname(workbook);
  const relations = await readRelations(
    archive,
    posix.join(folder, "_rels", `${posix.basename(workbook)}.rels`),
    folder,
  );
  const { sheets, is1904 } = await readSheets(archive, workbook, relations);
  const chosen = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted);
  const names = sheets.map(({ name }) => name);
  if (chosen === undefined) throw unknownSheet(names);
  const partOf = (kind: string) =>
    relations.find(({ type }) => type.endsWith(`/${kind}`))?.target ?? null;
  return {
    sheet: chosen.name,
    others: names.filter((name) => name !== chosen.name),
    sheetPart: chosen.part,
    sharedStringsPart: partOf("sharedStrings"),
    stylesPart: partOf("styles"),
    is1904,
  };
}

async function readSheets(archive: Archive, workbook: string, relations: readonly Relation[]) {
  const sheets: { name: string; part: string }[] = [];
  let is1904 = false;
  await readXml(archive.read(workbook), {
    open(element, attributes) {
      if (element === "workbookPr") is1904 = /^(1|true|on)$/i.test(attributes.date1904 ?? "");
      if (element !== "sheet") return;
      const id = attribute(attributes, "id");
      const relation = relations.find((each) => each.id === id);
      // A sheet that is a chart has no rows.
      if (relation?.type.endsWith("/worksheet"))
        sheets.push({ name: attributes.name ?? "", part: relation.target });
    },
  });
  return { sheets, is1904 };
}

async function readRelations(archive: Archive, part: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  await readXml(archive.read(part), {
    open(element, { Id: id = "", Type: type = "", Target: target = "" }) {
      if (element !== "Relationship") return;
      const path = target.startsWith("/") ? target.slice(1) : posix.join(folder, target);
      relations.push({ id, type, target: path });
    },
  });
  return relations;
}

const unknownSheet = (sheets: readonly string[]): WorkbookError =>
  new WorkbookError(
    "import.sheet_unknown",
    sheets.length === 0
      ? "The workbook has no sheet with rows."
      : `The workbook has no sheet of that name. It has: ${sheets.join(", ")}.`,
    { sheets },
  );

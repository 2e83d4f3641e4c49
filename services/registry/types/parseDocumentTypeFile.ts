import { findInconsistencies } from "../findInconsistencies.ts";
import { type DocumentTypeFile, documentTypeFileShape } from "./DocumentTypeFile.ts";
import { DocumentTypeFileError } from "./errors.ts";

/**
 * Reads a document type from the text of its file.
 * @param file its name, `<name>-<version>.json`, which must agree with what it says
 * @throws DocumentTypeFileError
 */
export function parseDocumentTypeFile(file: string, json: string): DocumentTypeFile {
  const parsed = documentTypeFileShape.safeParse(parseJson(file, json));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );
    throw new DocumentTypeFileError(file, problems);
  }
  const problems = findInconsistencies(parsed.data);
  if (file !== `${parsed.data.name}-${parsed.data.version}.json`) {
    problems.push("the file must be called <name>-<version>.json");
  }
  if (problems.length > 0) throw new DocumentTypeFileError(file, problems);
  return parsed.data;
}

function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new DocumentTypeFileError(file, ["not JSON"]);
  }
}

import { ServiceError } from "../../platform/errors.ts";

type DocumentTypeFileErrorCode =
  /** A document type file does not say what it must; `data.problems` lists where and what. */
  "document_type.file_invalid";

/** A file of document types cannot be used. Stops the start. */
export class DocumentTypeFileError extends ServiceError<DocumentTypeFileErrorCode> {
  constructor(file: string, problems: readonly string[]) {
    const message = `The document type file ${file} is not valid: ${problems.join("; ")}`;
    super(500, "document_type.file_invalid", message, { file, problems });
  }
}

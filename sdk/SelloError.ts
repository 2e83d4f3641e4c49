/** Facts about an error, for a program: paths, sizes, indexes. Never personal data. */
export type ErrorData = Readonly<Record<string, string | number | boolean>>;

/**
 * Every error that the sdk throws on purpose. `code` is contract and never changes meaning;
 * `message` is prose for a developer and may change at any time.
 */
export class SelloError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly data: ErrorData;

  constructor(code: Code, message: string, data: ErrorData = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.data = data;
  }
}

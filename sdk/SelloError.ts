/** Facts about an error, for a program: paths, sizes, indexes. Never personal data. */
export type ErrorData = Readonly<Record<string, unknown>>;

/**
 * Every error that is thrown on purpose. `code` is contract and never changes meaning; `message` is
 * prose for a developer and may change at any time.
 */
export class SelloError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly data: ErrorData;

  constructor(code: Code, message: string, data: ErrorData = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.data = data;
  }
}

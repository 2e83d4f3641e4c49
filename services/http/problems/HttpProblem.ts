import { SelloError } from "../../platform/errors.ts";

/** What is wrong with a request as HTTP, before any feature sees it. */
export class HttpProblem extends SelloError {
  override readonly name = "HttpProblem";
  /** Header fields that the answer must carry, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super({ code, status, message });
    this.headers = headers;
  }
}

import { ServiceError } from "../../platform/errors.ts";

/** What is wrong with a request as HTTP, before any feature sees it. */
export class HttpProblem extends ServiceError {
  /** Header fields that the answer must carry, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(status, code, message);
    this.headers = headers;
  }
}

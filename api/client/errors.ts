import { SelloError } from "@sello/sdk";
import type { ProblemCode } from "../problems/problemCatalogue.ts";
import type { Problem } from "../schemas/problem.ts";

/** The service answered with a problem document (RFC 9457). */
export class ApiProblem extends SelloError {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code, problem.detail, { status: problem.status });
    this.status = problem.status;
    this.problem = problem;
  }

  /** Whether it is the problem with this code. */
  is(code: ProblemCode): boolean {
    return this.code === code;
  }
}

export type ApiFailureCode =
  /** Nobody answers at that address. */
  | "api.unreachable"
  /** No answer came in time. */
  | "api.timeout"
  /** What answers is not this API, or of another version. */
  | "api.malformed_answer"
  /** The answer is longer than the caller allowed. */
  | "api.answer_too_large";

/** There is no answer of the API. */
export class ApiFailure extends SelloError<ApiFailureCode> {}

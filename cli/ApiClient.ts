import { CliError } from "./CliError.ts";
import { exitCodes } from "./exitCodes.ts";

/** A problem document (RFC 9457) as the service answers it. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  /** The document that the request contradicts. */
  readonly document?: string;
  readonly violations?: readonly { pointer: string; code: string; message: string }[];
};

export class ApiProblem extends CliError {
  readonly problem: Problem;
  constructor(problem: Problem) {
    const lines = [problem.detail ?? problem.title ?? problem.code];
    for (const violation of problem.violations ?? [])
      lines.push(`  ${violation.pointer}: ${violation.message}`);
    const about = typeof problem.document === "string" ? `, document ${problem.document}` : "";
    lines.push(`  (${problem.code}${about})`);
    super(lines.join("\n"), problem.status >= 500 ? exitCodes.unavailable : exitCodes.failed);
    this.problem = problem;
  }
}

const timeoutMs = 30_000;

/** Speaks the HTTP API. Only an officer's commands need a key. */
export class ApiClient {
  readonly base: string;
  readonly #key: string | undefined;

  constructor(base: string, key?: string) {
    this.base = base.replace(/\/+$/, "");
    this.#key = key;
  }

  /** @param init.longLived no time limit: uploads and event streams */
  async request(
    path: string,
    init: RequestInit & { longLived?: boolean; duplex?: "half" } = {},
  ): Promise<Response> {
    const { longLived, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (this.#key) headers.set("Authorization", `Bearer ${this.#key}`);
    const response = await this.#fetch(path, {
      ...rest,
      headers,
      ...(longLived ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
    });
    if (response.ok || response.status === 304) return response;
    throw new ApiProblem(await toProblem(response));
  }

  async json<T>(path: string, init: RequestInit = {}): Promise<T> {
    return (await (await this.request(path, init)).json()) as T;
  }

  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return this.json<T>(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  async #fetch(path: string, init: RequestInit & { duplex?: "half" }): Promise<Response> {
    try {
      return await fetch(`${this.base}${path}`, init);
    } catch (error) {
      const slow = error instanceof Error && error.name === "TimeoutError";
      throw new CliError(
        `${this.base} does not answer${slow ? " in time" : ""}. Is it running (./sello up)?`,
        exitCodes.unavailable,
      );
    }
  }
}

async function toProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return { status: response.status, code: "unknown", ...JSON.parse(text) } as Problem;
  } catch {
    return { status: response.status, code: `http.${response.status}`, title: response.statusText };
  }
}

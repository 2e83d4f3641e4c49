import type { ServerResponse } from "node:http";
import { consistencyProof, inclusionProof } from "@sello/sdk/log";
import type { World } from "../../support/world.ts";

export type Answers = Readonly<Record<string, () => unknown>>;

/** A text; null: not there; a number: that status. */
export type FakeAnswer = string | number | null;

/** What every fake answers alike: paths in the log that is asked about, and status lists. */
export const commonAnswers = (
  parameter: (name: string) => number,
  read: Parameters<typeof inclusionProof>[2],
  world: World,
  now: number,
): Answers => ({
  "/v1/log/proofs/inclusion": () =>
    toPath(inclusionProof(parameter("index"), parameter("size"), read)),
  "/v1/log/proofs/consistency": () =>
    toPath(consistencyProof(parameter("from"), parameter("to"), read)),
  "/v1/status-lists/futian-police": () => ({ status_lists: [world.statusUri] }),
  "/v1/status-lists/futian-police/1": () => world.statusToken(now - 1_000),
  "/v1/status-lists/shenzhen": () => ({ status_lists: [] }),
  "/v1/status-lists/futian": () => ({ status_lists: [] }),
});

/** One of the answers as it is sent; null without one. */
export async function answerOf(answers: Answers, path: string): Promise<string | null> {
  const answer = await answers[path]?.();
  return typeof answer === "object" ? JSON.stringify(answer) : ((answer as string) ?? null);
}

export function reply(response: ServerResponse, path: string, answer: FakeAnswer): void {
  response.setHeader("Content-Type", mediaTypeOf(path));
  if (typeof answer === "string") {
    response.end(answer);
    return;
  }
  response.statusCode = answer ?? 404;
  response.end(JSON.stringify({ code: "fake", title: "fake" }));
}

const toPath = (path: readonly Uint8Array[]) => ({
  path: path.map((hash) => Buffer.from(hash).toString("base64")),
});

/** As the service would say it. */
const mediaTypeOf = (path: string): string =>
  /^\/v1\/(?:trust-lists?|log\/checkpoints?)\b/.test(path)
    ? "text/plain"
    : /^\/v1\/status-lists\/[^/]+\/\d+$/.test(path)
      ? "application/statuslist+jwt"
      : "application/json";

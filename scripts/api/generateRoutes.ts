// node scripts/api/generateRoutes.ts           writes api/client/routes.ts
// node scripts/api/generateRoutes.ts --check   fails if it is not what the operations give
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isAction, type Operation, operations } from "@sello/api";

const file = fileURLToPath(new URL("../../api/client/routes.ts", import.meta.url));

function toEntry({ method, path, access, body, answers }: Operation): Record<string, unknown> {
  const types = Object.keys(body ?? {});
  const kinds = Object.entries(answers).map(([status, { content }]) => [
    status,
    Object.fromEntries(Object.entries(content ?? {}).map(([type, { as }]) => [type, as])),
  ]);
  const isLong = Object.values(answers).some(({ content }) =>
    Object.values(content ?? {}).some(({ as }) => as === "stream" || as === "events"),
  );
  return {
    method: method.toUpperCase(),
    path,
    ...(isAction(access) ? { isKeyed: true } : {}),
    ...(isLong ? { isLong: true } : {}),
    ...(types.length > 0 ? { body: types.join() === "application/json" ? "json" : "typed" } : {}),
    answers: Object.fromEntries(kinds),
  };
}

const entries = Object.entries<Operation>(operations).map(
  ([name, operation]) => `  ${name}: ${JSON.stringify(toEntry(operation))},`,
);

const content = `// Made by scripts/api/generateRoutes.ts from the operations, so that a client needs no schemas at run time.
import type { OperationName } from "${"../operations.ts"}";

export type AnswerKind = "json" | "text" | "stream" | "events";

export type RouteEntry = {
  readonly method: string;
  readonly path: string;
  /** Whether an API key is sent. */
  readonly isKeyed?: boolean;
  /** Whether the answer takes as long as it takes. */
  readonly isLong?: boolean;
  /** \`json\`: nothing but JSON; \`typed\`: the caller says of what type it is. */
  readonly body?: "json" | "typed";
  /** By status and media type; none for an answer without a body. */
  readonly answers: Readonly<Record<number, Readonly<Record<string, AnswerKind>>>>;
};

export const routes: Readonly<Record<OperationName, RouteEntry>> = {
${entries.join("\n")}
};
`;

if (!process.argv.includes("--check")) writeFileSync(file, content);
else if (readFileSync(file, "utf8") !== content) {
  console.error(
    "api/client/routes.ts is not what the operations give: run node scripts/api/generateRoutes.ts",
  );
  process.exitCode = 1;
}

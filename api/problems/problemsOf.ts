import { isAction, isResidents, type Operation } from "../Operation.ts";
import { type ProblemCode, problemCatalogue } from "./problemCatalogue.ts";

const ofEvery: readonly ProblemCode[] = [
  "request.malformed",
  "request.malformed_path",
  "request.malformed_parameter",
  "request.malformed_text",
  "request.repeated_parameter",
  "request.long_parameter",
  "request.invalid",
  "request.header_too_large",
  "internal",
  "database.unavailable",
  "database.session_closed",
  "signer.unavailable",
  "token.unavailable",
];

const ofBodies: readonly ProblemCode[] = [
  "request.content_encoding",
  "request.media_type",
  "request.aborted",
  "request.slow",
];

const ofKeys: readonly ProblemCode[] = ["api_key.missing", "api_key.invalid", "api_key.action"];

/** Of requests in a session; the last only where something may change. */
function ofSessions({ access, method }: Operation): readonly ProblemCode[] {
  const unsafe: readonly ProblemCode[] = method === "get" ? [] : ["session.csrf"];
  if (access === "session") return ["session.missing", "session.ended", ...unsafe];
  if (isResidents(access))
    return [
      ...(["session.missing", "session.ended"] as const),
      ...(access === "resident:code" ? [] : (["session.level"] as const)),
      ...unsafe,
    ];
  if (!isAction(access)) return [];
  return ["session.ended", "session.authority", "session.rights", ...unsafe];
}

/** The problems that an operation may answer with, by HTTP status. */
export function problemsOf(operation: Operation): ReadonlyMap<number, readonly ProblemCode[]> {
  const bodies = Object.values(operation.body ?? {});
  const codes = new Set<ProblemCode>([
    ...ofEvery,
    ...(operation.access === "unlimited" ? [] : (["rate.limited"] as const)),
    ...(isAction(operation.access) ? ofKeys : []),
    ...ofSessions(operation),
    ...(bodies.length > 0 ? ofBodies : []),
    ...(bodies.some(({ as }) => as !== "stream") ? (["request.too_large"] as const) : []),
    ...(bodies.some(({ as }) => as === "json") ? (["request.malformed_json"] as const) : []),
    ...(operation.problems ?? []),
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problemCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}

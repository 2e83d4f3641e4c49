import type { ActKind } from "./ActKind.ts";

/** The kinds of acts. An act is of one kind. */
export type ActKinds = {
  readonly registry: ActKind;
  readonly signers: ActKind;
  readonly approval: ActKind;
};

const byOperation = { ChangeSigners: "signers", ApproveDocumentType: "approval" } as const;

/** Of the first operation; what is unknown is the registry's, which refuses it. */
export function kindOf(kinds: ActKinds, operations: readonly unknown[]): ActKind {
  const name = (operations[0] as { readonly operation?: unknown } | undefined)?.operation;
  const known = typeof name === "string" && Object.hasOwn(byOperation, name);
  return kinds[known ? byOperation[name as keyof typeof byOperation] : "registry"];
}

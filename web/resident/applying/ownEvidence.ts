import type { Output } from "@sello/api/client";
import type { JsonObject } from "@sello/sdk";
import { client } from "../api/client.ts";
import type { Brought } from "./brought/readBrought.ts";

export type Item = Output<"getServiceItem">["item"];
export type Evidence = Item["evidence"][string];
export type MyDocument = Output<"listMyDocuments">["documents"][number];

/** What the reader has handed in, or means to. */
export type HandedIn = {
  readonly form: JsonObject;
  /** Names of the evidence that may be looked at. */
  readonly evidence: readonly string[];
  /** Documents that are handed in as files, by the same names. */
  readonly brought: BroughtByName;
};
export type BroughtByName = Readonly<Record<string, Brought>>;

/** As the service takes it. */
export const toBody = ({ form, evidence, brought }: HandedIn) => ({
  form,
  evidence: {
    ...Object.fromEntries(evidence.map((name) => [name, { from: "account" as const }])),
    ...Object.fromEntries(Object.entries(brought).map(([name, { sello }]) => [name, { sello }])),
  },
});

/** One's own newest document of a type: a valid one before others. Null: one has none. */
export function findOwn(documents: readonly MyDocument[], type: string): MyDocument | null {
  const own = documents.filter((each) => each.type.name === type && each.mandate === null);
  return own.find(({ state }) => state === "valid") ?? own[0] ?? null;
}

/** The form as far as the reader's own documents fill it in. */
export async function fillForm(item: Item): Promise<JsonObject> {
  const filled = Object.entries(item.form.fields).flatMap(([field, { fill }]) =>
    fill === undefined ? [] : [{ field, fill }],
  );
  if (filled.length === 0) return {};
  const { documents } = await client.listMyDocuments();
  const form: Record<string, JsonObject[string]> = {};
  for (const { field, fill } of filled) {
    const [, name = "", claim] = fill.split(".");
    const type = item.evidence[name]?.type;
    const own = type === undefined ? null : findOwn(documents, type);
    if (own === null) continue;
    const { claims } = await client.getMyDocument({ params: { id: own.id } });
    const found = claims.find((each) => each.name === claim);
    if (found !== undefined) form[field] = found.value;
  }
  return form;
}

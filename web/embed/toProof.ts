import type { AskedProof } from "@sello/sdk/request";
import { fetchTypes } from "../verifier/ask/askService.ts";
import type { AskableType } from "../verifier/ask/questions.ts";

/** The attributes of the element do not say what can be asked. */
export class NotAskable extends Error {
  override readonly name = "NotAskable";
  readonly code: "claims.none" | "types.none";

  constructor(code: NotAskable["code"], message: string) {
    super(message);
    this.code = code;
  }
}

type NamedType = AskableType & { readonly name: string };

/**
 * What the attributes ask: `claims` are names, each with the values that are welcome after `=`, parted by `|`; `types` are names
 * or `vct`s, all types that have the claims where there are none. Throws `NotAskable`, `ServiceSilent`.
 */
export async function toProof({
  server,
  claims: said,
  types: named,
}: {
  readonly server: string;
  readonly claims: string;
  readonly types: string;
}): Promise<AskedProof> {
  const claims = wordsIn(said).map(toClaim);
  if (claims.length === 0)
    throw new NotAskable("claims.none", 'Name what you ask, such as claims="age_over_18=true".');
  const wanted = wordsIn(named);
  const types = (await fetchTypes<NamedType>(server))
    .filter(({ name, vct }) => wanted.length === 0 || wanted.includes(name) || wanted.includes(vct))
    .filter((type) => claims.every(({ path: [name = ""] }) => Object.hasOwn(type.claims, name)))
    .map(({ vct }) => vct);
  if (types.length > 0) return { types, claims };
  throw new NotAskable("types.none", "No document type has all of these claims.");
}

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

function toClaim(text: string): AskedProof["claims"][number] {
  const [name = "", ...values] = text.split(/[=|]/);
  return { path: [name], values: values.map(toValue) };
}

function toValue(text: string): string | boolean {
  return text === "true" || text === "false" ? text === "true" : text;
}

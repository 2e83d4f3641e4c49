import type { AuthoritySlug } from "@sello/sdk";
import type { Caller } from "../../http/Caller.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Import } from "./Import.ts";
import type { Imports } from "./Imports.ts";

export const toView = (found: Import, authority: AuthoritySlug) => ({ ...found, authority });

/** The import, which must be of the caller's own authority. */
export async function ownImport(
  { imports }: { readonly imports: Pick<Imports, "get"> },
  caller: Caller,
  id: string,
) {
  const found = await imports.get(id);
  if (found.authority === caller.authority) return found;
  throw new NotFound("import.unknown", "There is no such import.");
}

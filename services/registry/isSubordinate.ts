import type { AuthorityId } from "@sello/sdk";
import type { Registry } from "./Registry.ts";

/** Whether `ancestor` is the authority itself or is above it. */
export async function isSubordinate(
  registry: Pick<Registry, "lineage">,
  authority: AuthorityId,
  ancestor: AuthorityId,
): Promise<boolean> {
  return (await registry.lineage(authority)).some(({ id }) => id === ancestor);
}

import { useFormats } from "../../ui/useFormats.ts";
import { useApiKeys } from "../api/requests/useApiKeys.ts";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import type { ReachName } from "../api/requests/useDocumentPage.ts";

/** How people call what the page is about; null: its id is all there is. */
export function useReachName({ kind, id }: ReachName): string | null {
  const { local } = useFormats();
  const { data: authorities } = useAuthorities();
  const { data: keys } = useApiKeys(kind === "api-key");
  if (kind === "authority") {
    const found = authorities?.find(({ slug }) => slug === id);
    return found ? local(found.name) : null;
  }
  return kind === "api-key" ? (keys?.find((key) => key.id === id)?.label ?? null) : null;
}

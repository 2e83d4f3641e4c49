import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";
import type { Authority } from "./useAuthority.ts";

/** All of them, page after page. */
export const useAuthorities = () =>
  useQuery({ queryKey: publicKey("authorities"), queryFn: readAll, staleTime: 60_000 });

async function readAll(): Promise<readonly Authority[]> {
  const found: Authority[] = [];
  let after: string | undefined;
  do {
    const page = await client.listAuthorities({ query: { limit: 200, after } });
    found.push(...page.authorities);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

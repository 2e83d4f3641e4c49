import type { LocalizedText } from "@sello/sdk";
import { useQuery } from "@tanstack/react-query";
import { publicKey } from "../queryKeys.ts";

type Kind = { readonly title: LocalizedText };

/** What a kind of problem is called in each language; the service says it beside its API, at `/problems/CODE`. */
export const useProblemKind = (code: string | null) =>
  useQuery({
    queryKey: publicKey("problem", code),
    queryFn: () => readKind(code ?? ""),
    enabled: code !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

async function readKind(code: string): Promise<Kind> {
  const response = await fetch(`/problems/${encodeURIComponent(code)}`, {
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw new TypeError(`no words for ${code}`);
  return (await response.json()) as Kind;
}

import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type Authority = Output<"getAuthority">;

export const useAuthority = (slug: string) =>
  useQuery({
    queryKey: publicKey("authority", slug),
    queryFn: () => client.getAuthority({ params: { slug } }),
  });

import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

const shown = 20;

/**
 * The first rejected rows: where and why, not what they say.
 * @param count asked for again when there are others
 */
export const useRejections = (id: string, count: number) =>
  useQuery({
    queryKey: ownKey("import", id, "rejections", count),
    queryFn: async () =>
      (await client.listRejections({ params: { id }, query: { limit: shown } })).rejections,
  });

import type { Output } from "@sello/api/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import { useStale } from "../useAct.ts";

export type Import = Output<"getImport">;

/** Where events do not arrive, the state is asked for. */
const pollMs = 4_000;

export const isUnderWay = ({ state }: Pick<Import, "state">): boolean =>
  state === "running" || state === "receiving";

/** One import, followed while it is worked on. */
export function useImport(id: string) {
  const queries = useQueryClient();
  const askAgain = useStale("importEnded");
  const asked = useQuery({
    queryKey: ownKey("import", id),
    queryFn: () => client.getImport({ params: { id } }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollMs : false),
  });
  const isRunning = asked.data !== undefined && isUnderWay(asked.data);
  useEffect(() => {
    if (!isRunning) return;
    const leaving = new AbortController();
    const follow = async () => {
      const key = ownKey("import", id);
      const { signal } = leaving;
      for await (const { data } of await client.followImport({ params: { id } }, { signal })) {
        // What has stopped is asked for as a whole: there is more to know of it then.
        if (!isUnderWay(data)) break;
        queries.setQueryData(key, (known: Import | undefined) => known && { ...known, ...data });
      }
      void queries.invalidateQueries({ queryKey: key });
      askAgain();
    };
    follow().catch(() => {
      // It is asked for again by itself.
    });
    return () => leaving.abort();
  }, [id, isRunning, queries, askAgain]);
  return asked;
}

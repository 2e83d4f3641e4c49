import { ApiProblem } from "@sello/api/client";
import { QueryClient } from "@tanstack/react-query";
import { sessionKey } from "./queryKeys.ts";

const retriesMax = 2;

/** What the service has refused stays refused; what did not arrive is asked for again, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        failures < retriesMax && !(error instanceof ApiProblem && error.status < 500),
    },
    mutations: { retry: false },
  },
});

/** Forgets what was read in the name of one account, before another's session, or none, takes its place. */
export function changeSession(session: unknown): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  queryClient.setQueryData(sessionKey, session);
}

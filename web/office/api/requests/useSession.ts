import { ApiProblem, type Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { setCsrfToken } from "../acting.ts";
import { client } from "../client.ts";
import { sessionKey } from "../queryKeys.ts";

export type Session = Output<"getSession">;

/** The page says whether it was asked for with a session's cookie: without one, there is nobody to ask about. */
const isSignedOut =
  document.querySelector<HTMLMetaElement>('meta[name="session"]')?.content === "none";

/** Who is signed in; null: nobody. */
export const useSession = () =>
  useQuery({
    queryKey: sessionKey,
    queryFn: readSession,
    ...(isSignedOut ? { initialData: null } : {}),
  });

async function readSession(): Promise<Session | null> {
  try {
    const session = await client.getSession();
    setCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

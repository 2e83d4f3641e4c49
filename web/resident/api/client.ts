import { createClient } from "@sello/api/client";
import { Store } from "../app/Store.ts";
import { noteServerTime } from "./serverTime.ts";

/** What a request that changes something says beside the cookie; null: nobody is signed in. */
export const csrf: { token: string | null } = { token: null };

/** Told when an answer says that the session has ended. */
export const sessionEnded: { tell: () => void } = { tell: () => undefined };

/** Whether the service was reached when it was last asked. */
export const isReached = new Store(true);

const isSafe = (method: string): boolean => method === "GET" || method === "HEAD";

async function fetchInSession(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (csrf.token !== null && !isSafe(init.method ?? "GET")) headers.set("sello-csrf", csrf.token);
  const kept = { credentials: "same-origin", cache: "no-cache" } as const;
  try {
    const response = await fetch(input, { ...init, headers, ...kept });
    noteServerTime(response);
    isReached.set(true);
    if (response.status === 401 && csrf.token !== null) sessionEnded.tell();
    return response;
  } catch (error) {
    // Who gives up on an answer has not lost the network.
    if (init.signal?.aborted !== true) isReached.set(false);
    throw error;
  }
}

/** The service that served this page. */
export const client = createClient({
  baseUrl: window.location.origin,
  timeoutMs: 20_000,
  fetch: fetchInSession,
});

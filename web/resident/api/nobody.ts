import { createClient } from "@sello/api/client";

/** The service without the session: it is not told whose request it is. */
export const nobody = createClient({
  baseUrl: window.location.origin,
  timeoutMs: 20_000,
  fetch: (input, init) => fetch(input, { ...init, credentials: "omit", cache: "no-store" }),
});

import { createClient } from "@sello/api/client";
import { acting, setCsrfToken } from "./acting.ts";
import { changeSession, queryClient } from "./queryClient.ts";
import { sessionKey } from "./queryKeys.ts";
import { noteEnd } from "./sessionEnd.ts";

const isSafe = (method: string): boolean => method === "GET" || method === "HEAD";

/** What a request of the session says beside its own. */
function toHeaders({ headers: given, method }: RequestInit): Headers {
  const headers = new Headers(given);
  if (acting.slug !== null) headers.set("sello-authority", acting.slug);
  if (acting.csrfToken !== null && !isSafe(method ?? "GET"))
    headers.set("sello-csrf", acting.csrfToken);
  return headers;
}

/** An answer that the session has ended leads to the sign-in. */
function noticeEnd({ status }: Response): void {
  if (status !== 401 || acting.csrfToken === null) return;
  noteEnd("ended");
  setCsrfToken(null);
  changeSession(null);
}

/** A refusal for want of a role: it may have been withdrawn a moment ago, so who one is here is asked again. */
async function noticeRights(response: Response): Promise<void> {
  if (response.status !== 403 || acting.csrfToken === null) return;
  const { code } = (await response.clone().json()) as { readonly code?: unknown };
  if (code === "session.rights") await queryClient.invalidateQueries({ queryKey: sessionKey });
}

/** What an answer says of the session beside what was asked. */
function notice(response: Response): void {
  noticeEnd(response);
  noticeRights(response).catch(() => {
    // Who asked reads the same answer, and says what is wrong with it.
  });
}

/** Asks in the name of the session: its cookie comes by itself. */
async function fetchInSession(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = toHeaders(init);
  // What an act has changed is shown at once: of what the browser keeps, the service is asked whether it still holds.
  const kept = { credentials: "same-origin", cache: "no-cache" } as const;
  const response = await fetch(input, { ...init, headers, ...kept });
  notice(response);
  return response;
}

/**
 * The same for a file, which may take minutes: tells how many bytes have gone. `fetch` cannot say that yet.
 * @param input a URL as text
 */
export function sendInSession(
  input: RequestInfo | URL,
  init: RequestInit = {},
  onSent: (bytes: number) => void,
): Promise<Response> {
  const request = new XMLHttpRequest();
  request.open(init.method ?? "POST", String(input));
  for (const [name, value] of toHeaders(init)) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded }) => onSent(loaded);
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(new TypeError("The connection broke off."));
    request.onload = () => {
      const type = request.getResponseHeader("content-type") ?? "";
      const { status, responseText } = request;
      const response = new Response(responseText, { status, headers: { "content-type": type } });
      notice(response);
      resolve(response);
    };
    request.send(init.body as Blob);
  });
}

/** The service that served this page. */
export const client = createClient({
  baseUrl: window.location.origin,
  timeoutMs: 20_000,
  fetch: fetchInSession,
});

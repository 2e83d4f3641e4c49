import { sha256, toBase64url } from "@sello/sdk";
import type { MadeRequest } from "@sello/sdk/request";
import type { AskableType } from "./questions.ts";

/** The service does not answer, or says something else than it should. */
export class ServiceSilent extends Error {
  override readonly name = "ServiceSilent";
}

const timeoutMs = 30_000;

/** Where the service is: an origin, or nothing for that of the page. */
type Server = string;

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => null);
  if (response === null) throw new ServiceSilent();
  return response;
}

/** Throws `ServiceSilent`. */
export async function fetchTypes<Type extends AskableType>(
  server: Server = "",
): Promise<readonly Type[]> {
  const response = await ask(`${server}/v1/document-types`);
  if (!response.ok) throw new ServiceSilent();
  const { documentTypes } = (await response.json()) as { documentTypes: readonly Type[] };
  return documentTypes;
}

/** Throws `ServiceSilent`. */
export async function sendRequest(
  { link, text, secret }: MadeRequest,
  server: Server = "",
): Promise<void> {
  const body = { id: link.id, request: text, secretDigest: toBase64url(sha256(secret)) };
  const response = await ask(`${server}/v1/requests`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new ServiceSilent();
}

/** The encrypted answer; null while nobody answered; `over` when nobody did in time. Throws `ServiceSilent`. */
export async function fetchAnswer(
  { link, secret }: MadeRequest,
  server: Server = "",
): Promise<string | null | "over"> {
  const response = await ask(`${server}/v1/requests/${link.id}/answers`, {
    headers: { "sello-request-secret": secret },
  });
  if (response.status === 404) return "over";
  if (!response.ok) throw new ServiceSilent();
  const { answer } = (await response.json()) as { answer: string | null };
  return answer;
}

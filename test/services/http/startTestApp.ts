import type { Services } from "../../../services/compose/Services.ts";
import { type AppOptions, createApp } from "../../../services/http/createApp.ts";
import { startHttpServer } from "../../../services/http/startHttpServer.ts";
import { fakeServices } from "./fakeServices.ts";

const unlimited = { perAddressMinute: null, perKeyMinute: null, failuresPerAddressMinute: null };

/** The app over fakes on a free port. Every JSON answer is compared with its schema. */
export async function startTestApp(
  parts: Partial<Services> = {},
  options: AppOptions = {},
  times: { readonly requestHeaderMs?: number } = {},
) {
  const fakes = fakeServices(parts);
  const app = createApp(fakes.services, { checkReplies: true, rateLimits: unlimited, ...options });
  const server = await startHttpServer(app.express, {
    host: "127.0.0.1",
    port: 0,
    shutdownMs: 1_000,
    ...times,
    onStopping: app.endEventStreams,
  });
  const request = (path: string, init: RequestInit & { key?: string } = {}) => {
    const { key, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (key) headers.set("authorization", `Bearer ${key}`);
    return fetch(`${server.url}${path}`, { ...rest, headers });
  };
  const post = (path: string, body: unknown, init: RequestInit & { key?: string } = {}) =>
    request(path, {
      ...init,
      method: "POST",
      headers: { "content-type": "application/json", ...(init.headers as object) },
      body: JSON.stringify(body),
    });
  return { ...fakes, server, request, post };
}

/** Status and code of an answer that is to be a problem document. */
export async function problemOf(response: Response): Promise<{ status: number; code: string }> {
  const { status, code } = (await response.json()) as { status: number; code: string };
  return { status, code };
}

import { composeApp } from "../../../services/compose/composeApp.ts";
import type { Services } from "../../../services/compose/Services.ts";
import type { AppOptions } from "../../../services/http/createApp.ts";
import { unlimitedRates } from "../../../services/http/middleware/limitRates.ts";
import { startHttpServer } from "../../../services/http/startHttpServer.ts";
import type { WebAssets } from "../../../services/pages/WebAssets.ts";
import { assertDocumented } from "../../support/assertDocumented.ts";
import { fakeServices } from "./fakeServices.ts";

/** The app over fakes on a free port. Every answer is held against its schema and the OpenAPI document. */
export async function startTestApp(
  parts: Partial<Services> = {},
  { assets, ...options }: Partial<AppOptions> & { readonly assets?: WebAssets } = {},
  times: { readonly requestHeaderMs?: number; readonly connectionsPerAddress?: number } = {},
) {
  const fakes = fakeServices(parts);
  const app = composeApp(
    fakes.services,
    { checkReplies: true, rateLimits: unlimitedRates, ...options },
    assets,
  );
  const server = await startHttpServer(app.express, {
    host: "127.0.0.1",
    port: 0,
    shutdownMs: 1_000,
    ...times,
    isProxy: app.isProxy,
    onStopping: app.endEventStreams,
  });
  const request = async (path: string, init: RequestInit & { key?: string } = {}) => {
    const { key, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (key) headers.set("authorization", `Bearer ${key}`);
    const response = await fetch(`${server.url}${path}`, { ...rest, headers });
    await assertDocumented(init.method ?? "GET", path, response);
    return response;
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

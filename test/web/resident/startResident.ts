import type { Output } from "@sello/api/client";
import { type BrowserContextOptions, chromium, type Page, type Route } from "playwright-core";
import { buildWeb } from "../../../scripts/web/buildWeb.ts";
import { WebAssets } from "../../../services/pages/WebAssets.ts";
import { startTestApp } from "../../services/http/startTestApp.ts";
import { chromiumPath } from "../../support/chromium.ts";
import { followFaults } from "../followFaults.ts";
import * as samples from "./sampleAnswers.ts";

/** What the service would answer: a status and a body, by method and path. */
export type Answers = Readonly<Record<string, () => Answer>>;
type Answer = { readonly status: number; readonly body?: unknown };

export const ok = (body: unknown, status = 200): Answer => ({ status, body });

export const problem = (status: number, code: string, data: object = {}): Answer => ({
  status,
  body: { type: `/problems/${code}`, title: code, status, detail: code, code, ...data },
});

const nobody = () => problem(401, "session.ended");

/** The answers to a resident who is signed in. */
export function answersFor(
  level: "code" | "passkey",
  details: readonly Output<"getMyDocument">[] = samples.details,
): Answers {
  const list = details.map((detail) => samples.listed(detail, level));
  return {
    "GET /v1/my/session": () => ok(samples.sessionOf(level)),
    "GET /v1/my/documents": () => ok({ documents: list }),
    "POST /v1/my/account/language": () => ({ status: 204 }),
    "GET /v1/my/notices": () => ok(samples.notices),
    "GET /v1/my/account": () => ok(samples.account(level)),
    "GET /v1/my/wallets": () => ok(samples.wallets),
    "GET /v1/my/passkeys": () => ok(level === "code" ? { passkeys: [] } : samples.passkeys),
    "GET /v1/my/sessions": () => ok(samples.sessions),
    "GET /v1/my/looks": () => ok(samples.looks),
    "GET /v1/document-types": () => ok({ documentTypes: [] }),
    ...Object.fromEntries(
      details.map((detail) => [`GET /v1/my/documents/${detail.id}`, () => ok(detail)]),
    ),
  };
}

async function answer(route: Route, answers: Answers): Promise<void> {
  const request = route.request();
  const { pathname } = new URL(request.url());
  const make = answers[`${request.method()} ${pathname}`];
  const { status, body } = make?.() ?? nobody();
  if (body === undefined) await route.fulfill({ status });
  else
    await route.fulfill({
      status,
      contentType: status < 400 ? "application/json" : "application/problem+json",
      headers: { date: new Date(samples.now * 1000).toUTCString() },
      body: JSON.stringify(body),
    });
}

/** Chromium reports an answer that is an error as an error of the page; and no worker may take answers from the test. */
const isExpected = (text: string): boolean =>
  /status of 4\d\d|Service Worker registration blocked/.test(text);

/** The app over answers that a test makes up, and a Chromium to open it with. @param args more of Chromium's */
export async function startResident(args: readonly string[] = []) {
  const app = await startTestApp({}, { assets: new WebAssets(await buildWeb()) });
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ["--no-sandbox", ...args],
  });
  const url = app.server.url.replace("127.0.0.1", "localhost");
  return {
    url,
    async open(path: string, answers: Answers = {}, options: BrowserContextOptions = {}) {
      const context = await browser.newContext({
        locale: "en-GB",
        serviceWorkers: "block",
        ...options,
      });
      const page = await context.newPage();
      const faults = followFaults(page, isExpected);
      // Else the app does not ask who is signed in.
      if ("GET /v1/my/session" in answers)
        await page.addInitScript(() => localStorage.setItem("sello-resident-signed-in", "yes"));
      await page.clock.setFixedTime(samples.now * 1000);
      const current = { answers };
      await context.route("**/v1/**", (route) => answer(route, current.answers));
      await page.goto(`${url}/resident${path}`);
      return { page, context, faults, current, close: () => context.close() };
    },
    async stop() {
      await browser.close();
      await app.server.stop();
    },
  };
}

/** Goes to a page of the app without loading it. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, `/resident${path}`);
}

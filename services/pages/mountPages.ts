import { isProblemCode, problemCatalogue } from "@sello/api";
import type { Language } from "@sello/sdk";
import type { Express, Request, RequestHandler } from "express";
import { HttpProblem } from "../http/errors.ts";
import type { OpenApiDocument } from "../http/openapi/buildOpenApi.ts";
import { NotFound } from "../platform/errors.ts";
import { viewAuthority } from "../registry/toAuthorityView.ts";
import { authorityListPage, authorityPage } from "./authorityPages.ts";
import { type CheckParts, checkPage } from "./checkPage.ts";
import { chooseLanguage } from "./chooseLanguage.ts";
import { docsPage } from "./docsPage.ts";
import { type Page, sendPage } from "./layout.ts";
import { type OfficeOptions, officeHandler } from "./officePage.ts";
import type { PageParts } from "./PageParts.ts";
import { problemPage } from "./problemPage.ts";
import { manifestHandler } from "./pwa/manifest.ts";
import { residentApp, residentHandler, residentWorkerHandler } from "./resident/residentPages.ts";
import type { RulePageParts } from "./rules/RulePageParts.ts";
import { ruleListPage } from "./rules/ruleListPage.ts";
import { itemRulesPage, ruleVersionPage } from "./rules/rulePage.ts";
import { trustListPage } from "./trustListPage.ts";
import {
  shareHandler,
  verifierApp,
  verifierHandler,
  workerHandler,
} from "./verifier/verifierPages.ts";
import type { WebAssets } from "./WebAssets.ts";

/** The pages for people, in three languages, and the OpenAPI document. */
export function mountPages(
  app: Express,
  parts: PageParts & CheckParts & OfficeOptions & RulePageParts,
  openApi: OpenApiDocument,
  assets: WebAssets | undefined,
): void {
  app.locals.assets = assets;
  const get = (path: string, handler: RequestHandler) =>
    app.route(path).get(named(path, handler)).all(onlyGet);
  if (assets) {
    get("/assets/:file", assets.handler());
    get("/embed/:file", assets.embedHandler("sello-request.js"));
    get("/office{/*path}", officeHandler(assets, parts));
    get("/sw.js", workerHandler(parts, assets));
    get("/manifest.webmanifest", manifestHandler(assets, verifierApp));
    get("/resident/sw.js", residentWorkerHandler(assets, parts));
    get("/resident/manifest.webmanifest", manifestHandler(assets, residentApp));
    get("/resident{/*path}", residentHandler(assets, parts));
  }
  const page = (path: string, make: (language: Language, request: Request) => Promise<Page>) =>
    get(path, async (request, response) =>
      sendPage(request, response, await make(chooseLanguage(request), request)),
    );

  get("/", verifierHandler(parts, assets));
  get("/s/:id", shareHandler);
  // What the link says behind `#` goes along (WHATWG Fetch §4.4), and nothing of it comes here.
  get("/r/:id", (request, response) => {
    response.redirect(303, `/resident/requests/${encodeURIComponent(String(request.params.id))}`);
  });
  page("/authorities", (language) => authorityListPage(parts, language));
  page("/trust", (language) => trustListPage(parts, language));
  page("/docs", async (language) => docsPage(openApi, language));
  page("/rules", (language) => ruleListPage(parts, language));
  page("/rules/:item", (language, { params }) =>
    itemRulesPage(parts, String(params.item), language),
  );
  page("/rules/:item/:number", (language, { params }) =>
    ruleVersionPage(parts, String(params.item), toRuleNumber(params.number), language),
  );
  get("/authorities/:slug", authorityHandler(parts));
  get("/problems/:code", answerProblemKind);
  page("/check/:authority/:list/:index", (language, request) =>
    checkPage(parts, toPlace(request), language),
  );
  const document = JSON.stringify(openApi);
  get("/openapi.json", (_, response) => {
    response
      .set({ "access-control-allow-origin": "*", "cache-control": "public, max-age=60" })
      .type("application/json")
      .send(document);
  });
}

/** Digits alone: there is no version of any other number. */
function toRuleNumber(text: unknown): number {
  if (/^[1-9]\d{0,5}$/.test(String(text))) return Number(text);
  throw new NotFound("rules.unknown", "There is no published version with this number.");
}

/** A place of a status list, as an address names it. */
function toPlace({ params }: Request) {
  const [list, index] = [String(params.list), String(params.index)];
  if (!/^\d{1,9}$/.test(list) || !/^\d{1,9}$/.test(index))
    throw new HttpProblem(404, "route.unknown", "There is no such place in a status list.");
  return { authority: String(params.authority), list: Number(list), index: Number(index) };
}

const named =
  (path: string, handler: RequestHandler): RequestHandler =>
  (request, response, next) => {
    response.locals.route = path;
    return handler(request, response, next);
  };

const onlyGet: RequestHandler = () => {
  const allow = "GET, HEAD";
  throw new HttpProblem(405, "route.method", `Allowed here: ${allow}.`, { allow });
};

/** The `iss` of an authority's documents: a page for people, JSON for programs. */
const authorityHandler =
  (parts: PageParts): RequestHandler =>
  async (request, response) => {
    const slug = String(request.params.slug);
    response.vary("Accept");
    if (request.accepts("json", "html") === "json")
      response.json(await viewAuthority(parts.registry, slug));
    else sendPage(request, response, await authorityPage(parts, slug, chooseLanguage(request)));
  };

const answerProblemKind: RequestHandler = (request, response) => {
  const code = String(request.params.code);
  const kind = isProblemCode(code) ? problemCatalogue[code] : undefined;
  if (!kind || !isProblemCode(code))
    throw new HttpProblem(404, "route.unknown", "There is no such kind of problem.");
  response.vary("Accept");
  if (request.accepts("json", "html") === "json") response.json({ code, ...kind });
  else response.type("html").send(problemPage(request, code, kind.status));
};

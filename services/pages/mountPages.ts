import type { Language } from "@sello/sdk";
import type { Express, Request, RequestHandler } from "express";
import type { Services } from "../compose/Services.ts";
import type { OpenApiDocument } from "../http/openapi/buildOpenApi.ts";
import { HttpProblem } from "../http/problems/HttpProblem.ts";
import { problemCatalogue } from "../http/problems/problemCatalogue.ts";
import { toView } from "../registry/authorityRoutes.ts";
import { authorityListPage, authorityPage } from "./authorityPages.ts";
import { chooseLanguage } from "./chooseLanguage.ts";
import { docsPage } from "./docsPage.ts";
import { landingPage } from "./landingPage.ts";
import { type Page, sendPage } from "./layout.ts";
import { problemPage } from "./problemPage.ts";
import { trustListPage } from "./trustListPage.ts";
import type { WebAssets } from "./WebAssets.ts";

/** The pages for people, in three languages, and the OpenAPI document. */
export function mountPages(
  app: Express,
  services: Services,
  openApi: OpenApiDocument,
  assets: WebAssets | undefined,
): void {
  app.locals.assets = assets;
  const get = (path: string, handler: RequestHandler) =>
    app.route(path).get(named(path, handler)).all(onlyGet);
  if (assets) get("/assets/:file", assets.handler());
  const page = (path: string, make: (language: Language, request: Request) => Promise<Page>) =>
    get(path, async (request, response) =>
      sendPage(request, response, await make(chooseLanguage(request), request)),
    );

  page("/", (language) => landingPage(services, language));
  page("/authorities", (language) => authorityListPage(services, language));
  page("/trust", (language) => trustListPage(services, language));
  page("/docs", async (language) => docsPage(openApi, language));
  get("/authorities/:slug", authorityHandler(services));
  get("/problems/:code", answerProblemKind);
  const document = JSON.stringify(openApi);
  get("/openapi.json", (_, response) => {
    response
      .set({ "access-control-allow-origin": "*", "cache-control": "public, max-age=60" })
      .type("application/json")
      .send(document);
  });
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
  (services: Services): RequestHandler =>
  async (request, response) => {
    const slug = String(request.params.slug);
    response.vary("Accept");
    if (request.accepts("json", "html") === "json")
      response.json(toView(await services.registry.bySlug(slug)));
    else sendPage(request, response, await authorityPage(services, slug, chooseLanguage(request)));
  };

const answerProblemKind: RequestHandler = (request, response) => {
  const code = String(request.params.code);
  const kind = Object.hasOwn(problemCatalogue, code) ? problemCatalogue[code] : undefined;
  if (!kind) throw new HttpProblem(404, "route.unknown", "There is no such kind of problem.");
  response.vary("Accept");
  if (request.accepts("json", "html") === "json") response.json({ code, ...kind });
  else response.type("html").send(problemPage(request, code, kind.status));
};

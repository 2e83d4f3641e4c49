import { isProblemCode, problemCatalogue } from "@sello/api";
import type { Language } from "@sello/sdk";
import type { Express, Request, RequestHandler } from "express";
import { HttpProblem } from "../http/errors.ts";
import type { OpenApiDocument } from "../http/openapi/buildOpenApi.ts";
import { viewAuthority } from "../registry/toAuthorityView.ts";
import { authorityListPage, authorityPage } from "./authorityPages.ts";
import { chooseLanguage } from "./chooseLanguage.ts";
import { docsPage } from "./docsPage.ts";
import { landingPage } from "./landingPage.ts";
import { type Page, sendPage } from "./layout.ts";
import type { PageParts } from "./PageParts.ts";
import { problemPage } from "./problemPage.ts";
import { trustListPage } from "./trustListPage.ts";
import type { WebAssets } from "./WebAssets.ts";

/** The pages for people, in three languages, and the OpenAPI document. */
export function mountPages(
  app: Express,
  parts: PageParts,
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

  page("/", (language) => landingPage(parts, language));
  page("/authorities", (language) => authorityListPage(parts, language));
  page("/trust", (language) => trustListPage(parts, language));
  page("/docs", async (language) => docsPage(openApi, language));
  get("/authorities/:slug", authorityHandler(parts));
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

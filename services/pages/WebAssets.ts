import { gzipSync } from "node:zlib";
import type { Request, RequestHandler, Response } from "express";
import { HttpProblem } from "../http/errors.ts";

/** A script, a style or a picture, built. */
export type WebFile = {
  /** What pages call it, such as `site.css`. */
  readonly name: string;
  /** Its file name, with the hash of its content. */
  readonly file: string;
  readonly content: Uint8Array;
};

type Served = { readonly mediaType: string; readonly content: Buffer; readonly gzip: Buffer };

const mediaTypes = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
} as const;

/** How a built script names those that it loads. */
const importPattern = /["']\.\/([A-Za-z0-9-]+\.js)["']/g;

const isKnown = (ending: string): ending is keyof typeof mediaTypes =>
  Object.hasOwn(mediaTypes, ending);

/** Scripts and styles of the pages, held in memory: there are few, and they are small. */
export class WebAssets {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #served: ReadonlyMap<string, Served>;

  constructor(files: readonly WebFile[]) {
    this.#paths = new Map(files.map(({ name, file }) => [name, `/assets/${file}`]));
    this.#served = new Map(files.map((each) => [each.file, toServed(each)]));
  }

  /** The path to ask for; null when the build does not have it. */
  path(name: string): string | null {
    return this.#paths.get(name) ?? null;
  }

  /** Paths of a script and of all that it can load. */
  reach(name: string): readonly string[] {
    const found = new Set<string>();
    const follow = (file: string): void => {
      const served = this.#served.get(file);
      if (served === undefined || found.has(file)) return;
      found.add(file);
      if (!file.endsWith(".js")) return;
      for (const [, next = ""] of served.content.toString().matchAll(importPattern)) follow(next);
    };
    follow(this.path(name)?.slice("/assets/".length) ?? "");
    return [...found].map((file) => `/assets/${file}`);
  }

  /** A script as text; empty when the build does not have it. */
  text(name: string): string {
    return (
      this.#served.get(this.path(name)?.slice("/assets/".length) ?? "")?.content.toString() ?? ""
    );
  }

  /**
   * Answers `/embed/:file` to pages of any origin: a script by the name that pages call it, and what it loads. The name does not
   * change, so that one is asked for again after a short time.
   */
  embedHandler(name: string): RequestHandler {
    const [entry = "", ...others] = this.reach(name).map((path) => path.slice("/assets/".length));
    return (request, response) => {
      const file = String(request.params.file);
      const isEntry = file === name;
      const served = this.#served.get(isEntry ? entry : others.includes(file) ? file : "");
      if (!served) throw new HttpProblem(404, "route.unknown", "There is nothing here.");
      response.set({
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
      });
      sendFile(request, response, served, isEntry ? "max-age=300" : forever);
    };
  }

  /** Answers `/assets/:file`. Names change with their content, so it may be kept forever. */
  handler(): RequestHandler {
    return (request, response) => {
      const served = this.#served.get(String(request.params.file));
      if (!served) throw new HttpProblem(404, "route.unknown", "There is nothing here.");
      sendFile(request, response, served, forever);
    };
  }
}

const forever = "max-age=31536000, immutable";

function sendFile(request: Request, response: Response, served: Served, kept: string): void {
  const compressed = request.acceptsEncodings("gzip") === "gzip";
  if (compressed) response.set("content-encoding", "gzip");
  response
    .vary("Accept-Encoding")
    .set("cache-control", `public, ${kept}`)
    .type(served.mediaType)
    .send(compressed ? served.gzip : served.content);
}

function toServed({ file, content }: WebFile): Served {
  const ending = file.slice(file.lastIndexOf(".") + 1);
  if (!isKnown(ending)) throw new TypeError(`no media type for ${file}`);
  const mediaType = mediaTypes[ending];
  return { mediaType, content: Buffer.from(content), gzip: gzipSync(content) };
}

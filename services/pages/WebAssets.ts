import { gzipSync } from "node:zlib";
import type { RequestHandler } from "express";
import { HttpProblem } from "../http/errors.ts";

/** A script or a style, built. */
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
} as const;

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

  /** Answers `/assets/:file`. Names change with their content, so it may be kept forever. */
  handler(): RequestHandler {
    return (request, response) => {
      const served = this.#served.get(String(request.params.file));
      if (!served) throw new HttpProblem(404, "route.unknown", "There is nothing here.");
      const compressed = request.acceptsEncodings("gzip") === "gzip";
      if (compressed) response.set("content-encoding", "gzip");
      response
        .vary("Accept-Encoding")
        .set("cache-control", "public, max-age=31536000, immutable")
        .type(served.mediaType)
        .send(compressed ? served.gzip : served.content);
    };
  }
}

function toServed({ file, content }: WebFile): Served {
  const mediaType = file.endsWith(".css") ? mediaTypes.css : mediaTypes.js;
  return { mediaType, content: Buffer.from(content), gzip: gzipSync(content) };
}

import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
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

type Encoding = "br" | "gzip";
type Served = {
  readonly mediaType: string;
  readonly content: Buffer;
  /** Made when somebody asks for it first. */
  readonly encoded: Map<Encoding, Promise<Buffer>>;
};

const compress: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  // 9 takes some milliseconds for a script, 11 ten times as long for a twentieth less.
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: promisify(gzip),
};

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
    return async (request, response) => {
      const file = String(request.params.file);
      const isEntry = file === name;
      const served = this.#served.get(isEntry ? entry : others.includes(file) ? file : "");
      if (!served) throw new HttpProblem(404, "route.unknown", "There is nothing here.");
      response.set({
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
      });
      await sendFile(request, response, served, isEntry ? "max-age=300" : forever);
    };
  }

  /** Answers `/assets/:file`. Names change with their content, so it may be kept forever. */
  handler(): RequestHandler {
    return async (request, response) => {
      const served = this.#served.get(String(request.params.file));
      if (!served) throw new HttpProblem(404, "route.unknown", "There is nothing here.");
      await sendFile(request, response, served, forever);
    };
  }
}

const forever = "max-age=31536000, immutable";

async function sendFile(
  request: Request,
  response: Response,
  served: Served,
  kept: string,
): Promise<void> {
  const { mediaType, content } = served;
  const encoding = mediaType === mediaTypes.png ? null : toEncoding(request);
  const body = encoding === null ? content : await encode(served, encoding);
  if (encoding !== null) response.set("content-encoding", encoding);
  response
    .vary("Accept-Encoding")
    .set("cache-control", `public, ${kept}`)
    .type(mediaType)
    .send(body);
}

/** The smaller one of those that are accepted, whichever is named first. */
const toEncoding = (request: Request): Encoding | null =>
  (["br", "gzip"] as const).find((each) => request.acceptsEncodings(each) === each) ?? null;

function encode({ content, encoded }: Served, encoding: Encoding): Promise<Buffer> {
  const known = encoded.get(encoding) ?? compress[encoding](content);
  encoded.set(encoding, known);
  return known;
}

function toServed({ file, content }: WebFile): Served {
  const ending = file.slice(file.lastIndexOf(".") + 1);
  if (!isKnown(ending)) throw new TypeError(`no media type for ${file}`);
  const mediaType = mediaTypes[ending];
  return { mediaType, content: Buffer.from(content), encoded: new Map() };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import express, { type RequestHandler } from "express";

/** Scripts and styles as the build left them, by the names that pages call them. */
export class WebAssets {
  readonly #directory: string;
  readonly #manifest: Readonly<Record<string, string>>;

  /** @param directory where `manifest.json` is, which maps names to files whose names hold their hash */
  constructor(directory: string) {
    this.#directory = directory;
    this.#manifest = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
  }

  /** The path to ask for; null when the build does not have it. */
  path(name: string): string | null {
    const file = this.#manifest[name];
    return file === undefined ? null : `/assets/${file}`;
  }

  /** Serves the files. Their names change with their content, so they may be kept for ever. */
  handler(): RequestHandler {
    return express.static(this.#directory, {
      index: false,
      immutable: true,
      maxAge: "365d",
      dotfiles: "ignore",
      redirect: false,
    });
  }
}

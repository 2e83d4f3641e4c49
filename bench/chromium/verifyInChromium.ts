import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatVerifierKey } from "@sello/sdk/log";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { chromiumPath } from "../../test/support/chromium.ts";
import type { BenchCity } from "../BenchCity.ts";
import { bestOf } from "../measure/compareRates.ts";
import { median } from "../measure/quantile.ts";
import type { Figure, Scale } from "../Suite.ts";
import type { PageInput, PageRates } from "./page.ts";

// WebCrypto is there for secure origins only. Nothing is fetched: the page is answered from here.
const origin = "https://bench.sello.example/";
const rounds = 12;

/** The same work in a page, beside WebCrypto alone. No figures where there is no Chromium. */
export async function verifyInChromium(city: BenchCity, scale: Scale): Promise<Figure[]> {
  if (!existsSync(chromiumPath)) return [];
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const script = await bundle();
    await page.route(`${origin}**`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" }),
    );
    await page.goto(origin);
    await page.addScriptTag({ content: script });
    const input = await toInput(city, scale);
    const rates = await page.evaluate(
      (given) =>
        (
          globalThis as unknown as { measureVerify(input: PageInput): Promise<PageRates> }
        ).measureVerify(given),
      input,
    );
    return toFigures(rates);
  } finally {
    await browser.close();
  }
}

async function toInput(city: BenchCity, scale: Scale): Promise<PageInput> {
  const { world, now } = city;
  const times = scale === "quick" ? 20 : 300;
  return {
    trustNote: await world.trustListNote(),
    signerKeys: world.signers.map(({ key }) => formatVerifierKey(key)),
    statusToken: await world.statusToken(),
    now,
    files: await city.filesOfBatch(scale === "quick" ? 32 : 1_000),
    newFiles: await city.filesOfManyCheckpoints((times / 10) * (rounds + 1)),
    rounds,
    times,
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./page.ts", import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "iife" as const,
    platform: "browser" as const,
    target: ["es2022"],
    legalComments: "none" as const,
  });
  return outputFiles[0]?.text ?? "";
}

function toFigures({ seen, unseen, raw }: PageRates): Figure[] {
  const figure = (name: string, rates: readonly number[]): Figure => ({
    name,
    value: median(rates),
    unit: "/s",
    limits: [
      {
        name: "ES256 verify, WebCrypto alone",
        value: median(raw),
        ratio: median(rates.map((rate, round) => rate / (raw[round] ?? Number.NaN))),
      },
    ],
    note: `wall clock, one call at a time; ${bestOf(rates, raw)}`,
  });
  return [
    figure("Chromium, a .sello file, its checkpoint seen before", seen),
    figure("Chromium, a .sello file, its checkpoint new", unseen),
  ];
}

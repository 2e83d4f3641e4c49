import { chromium, type Page } from "playwright-core";
import { chromiumPath } from "../../test/support/chromium.ts";
import { signIn } from "../../test/web/office/startOffice.ts";
import { scrollList } from "../chromium/scrollList.ts";
import { median, quantile } from "../measure/quantile.ts";
import { BenchProgram } from "../program/BenchProgram.ts";
import { importRows } from "../program/importRows.ts";
import type { Figure, Scale, Suite } from "../Suite.ts";

const rowsOf: Readonly<Record<Scale, number>> = {
  quick: 20_000,
  usual: 200_000,
  large: 1_000_000,
};
const turns = 7;
/** An office with all the documents, and one that has none: what a page takes without them. */
const full = { authority: "population-administration", type: "resident-id" } as const;
const empty = "shenzhen-library";

const pages = [
  ["home", "/"],
  ["documents", "/documents"],
  ["documents of a type", "/documents?type=resident-id"],
  ["documents that wait", "/documents?state=pending"],
  ["search", "/documents/search"],
  ["types", "/types"],
  ["authorities", "/authorities"],
  ["the log", "/log"],
  ["imports", "/imports"],
] as const;

type Timed = {
  /** The slowest answer of the service, in ms, from the request sent to its first byte. */
  readonly answer: number;
  /** Until the page has its heading and waits for nothing, in ms. */
  readonly shown: number;
};

async function open(page: Page, url: string): Promise<Timed> {
  const began = performance.now();
  await page.goto(url);
  await page.locator("h1").waitFor();
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"));
  const shown = performance.now() - began;
  const answers = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.startsWith("/v1/"))
      .map(({ requestStart, responseStart }) => responseStart - requestStart),
  );
  return { answer: Math.max(0, ...answers), shown };
}

/** With a Chromium in which somebody of this authority is signed in. */
async function signedIn<T>(
  url: string,
  slug: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
    await page.goto(`${url}/office`);
    await signIn(page, slug);
    return await work(page);
  } finally {
    await browser.close();
  }
}

const visit = (url: string, slug: string): Promise<ReadonlyMap<string, Timed>> =>
  signedIn(url, slug, async (page) => {
    const found = new Map<string, Timed>();
    for (const [name, path] of pages) {
      const times: Timed[] = [];
      for (let turn = 0; turn < turns; turn += 1)
        times.push(await open(page, `${url}/office${path}`));
      found.set(name, {
        answer: median(times.map(({ answer }) => answer)),
        shown: median(times.map(({ shown }) => shown)),
      });
    }
    return found;
  });

/** Documents of the list that is scrolled. */
const listed = 100_000;
const scrollMs = 900_000;

/** Scrolls a list by the wheel, as fast as it goes on. */
const scroll = (url: string, slug: string, documents: number): Promise<readonly Figure[]> =>
  signedIn(url, slug, async (page) => {
    page.setDefaultTimeout(scrollMs);
    await page.goto(`${url}/office/documents`);
    await page.locator(".documents tbody a").first().waitFor();
    const { gaps, longTasks, rowsDrawn, heapMib, ...scrolled } = await scrollList(
      page,
      documents,
      scrollMs,
    );
    const name = `${scrolled.documents.toLocaleString("en")} documents scrolled`;
    if (scrolled.documents < documents)
      throw new Error(`the list stopped after ${scrolled.documents}: ${scrolled.alerts.join(" ")}`);
    const longest = Math.max(0, ...longTasks).toFixed(0);
    return [
      {
        ...{ name: `${name}, 95 of 100 frames within`, value: quantile(gaps, 0.95), unit: "ms" },
        note: `${gaps.length} frames, median ${median(gaps).toFixed(1)} ms, 99 of 100 within ${quantile(gaps, 0.99).toFixed(0)} ms`,
        aim: { atMost: 50 },
      },
      {
        ...{ name: `${name}, longest frame`, value: Math.max(0, ...gaps), unit: "ms" },
        ...{ aim: { atMost: 100 } },
        note: `${longTasks.length} tasks of 50 ms or longer, the longest ${longest} ms`,
      },
      {
        ...{ name: `${name}, rows drawn at once`, value: rowsDrawn, unit: "entries" },
        aim: { atMost: 1_000 },
      },
      {
        ...{ name: `${name}, memory of the page's script`, value: heapMib[1], unit: "MiB" },
        note: `${heapMib[0].toFixed(0)} MiB before`,
      },
    ];
  });

export const office: Suite = {
  name: "office",
  summary:
    "the console's pages in Chromium, of an office with 200,000 documents (`--large`: a million) and of one with none",
  onlyWhenNamed: true,
  run: (scale) =>
    BenchProgram.with(async (program) => {
      const rows = rowsOf[scale];
      await importRows(program, { ...full, rows, first: 0 });
      const url = `http://localhost:${program.program.port}`;
      const many = await visit(url, full.authority);
      const none = await visit(url, empty);
      const frames = await scroll(url, full.authority, Math.min(rows, listed));
      const answers = pages.map(([name]): Figure => {
        const { answer = 0, shown = 0 } = many.get(name) ?? {};
        const limit = none.get(name)?.answer ?? 0;
        return {
          name: `${name}, slowest answer`,
          value: answer,
          unit: "ms",
          limits: [{ name: "of an office without documents", value: limit, ratio: answer / limit }],
          aim: { atMost: 100 },
          note: `shown after ${shown.toFixed(0)} ms`,
        };
      });
      return [...answers, ...frames];
    }),
};

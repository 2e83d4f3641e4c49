import type { Page } from "playwright-core";

/** What a scroll through a list was like for who scrolls. */
export type Scrolled = {
  /** Milliseconds between frames. */
  readonly gaps: readonly number[];
  /** Milliseconds of each task that kept the page from answering for 50 ms or longer (Long Tasks). */
  readonly longTasks: readonly number[];
  /** Rows that were drawn at once, at most. */
  readonly rowsDrawn: number;
  /** Of the page's script, after rubbish was collected: before and after. */
  readonly heapMib: readonly [number, number];
  /** Documents that had been drawn at the end. */
  readonly documents: number;
  /** What the page said where the list stopped before its end. */
  readonly alerts: readonly string[];
};

/** A turn of a wheel, in px. */
const turn = 700;
const turnsAtOnce = 40;
const mib = 2 ** 20;
/** After which a list that grows no more has stopped. */
const stuckMs = 30_000;

/** Turns the mouse's wheel over a list until so many documents were passed, or the time is over. */
export async function scrollList(page: Page, documents: number, ms: number): Promise<Scrolled> {
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize / mib;
  };
  const before = await heap();
  await page.evaluate(startRecord);
  const { width, height } = page.viewportSize() ?? { width: 1_280, height: 720 };
  await page.mouse.move(width / 2, height / 2);
  const until = performance.now() + ms;
  let passed = 0;
  for (let grown = performance.now(); passed < documents; ) {
    for (let count = 0; count < turnsAtOnce; count += 1) await page.mouse.wheel(0, turn);
    const now = await page.evaluate(lastDrawn);
    if (now > passed) grown = performance.now();
    passed = now;
    if (performance.now() > until || performance.now() - grown > stuckMs) break;
  }
  const alerts = await page.getByRole("alert").allInnerTexts();
  const recorded = await page.evaluate(endRecord);
  return { ...recorded, heapMib: [before, await heap()], documents: passed, alerts };
}

/** In the page: how many documents of the list there are up to the last one that is drawn. */
function lastDrawn(): number {
  const rows = document.querySelectorAll(".documents tbody [aria-rowindex]");
  // The names of the columns are its first row.
  return Number(rows[rows.length - 1]?.getAttribute("aria-rowindex") ?? 1) - 1;
}

type Recorded = Pick<Scrolled, "gaps" | "longTasks" | "rowsDrawn">;
type Recording = { end(): Recorded };

/** In the page. */
function startRecord(): void {
  const gaps: number[] = [];
  const longTasks: number[] = [];
  let rowsDrawn = 0;
  let isOver = false;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  observer.observe({ entryTypes: ["longtask"] });
  let before = performance.now();
  const record = (now: number): void => {
    gaps.push(now - before);
    before = now;
    if (gaps.length % 30 === 0)
      rowsDrawn = Math.max(
        rowsDrawn,
        document.querySelectorAll(".documents tbody tr:not(.far)").length,
      );
    if (!isOver) requestAnimationFrame(record);
  };
  requestAnimationFrame((now) => {
    before = now;
    requestAnimationFrame(record);
  });
  const end = (): Recorded => {
    isOver = true;
    observer.disconnect();
    return { gaps, longTasks, rowsDrawn };
  };
  (window as unknown as { recording: Recording }).recording = { end };
}

/** In the page. */
const endRecord = (): Recorded => (window as unknown as { recording: Recording }).recording.end();

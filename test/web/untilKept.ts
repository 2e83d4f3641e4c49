import type { Page } from "playwright-core";

/** Until the page is kept, and this window is served from what is kept. */
export const untilKept = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
  });

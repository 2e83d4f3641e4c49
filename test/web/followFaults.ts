import type { Page } from "playwright-core";

/** All that goes wrong in a page from now on, as its console and errors tell: refused scripts and styles, too. */
export function followFaults(
  page: Page,
  isExpected: (text: string) => boolean = () => false,
): string[] {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !isExpected(message.text()))
      faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  return faults;
}

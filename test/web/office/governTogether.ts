import type { Page } from "playwright-core";

/** Says yes in the demo's wallet. */
export const confirm = (page: Page) => page.locator("dialog button.main").click();

/** Signs what the page shows, with the demo's wallet. */
export async function sign(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign in the wallet" }).click();
  await confirm(page);
}

/**
 * Puts the act whose form is shown before those who sign for the account.
 * @returns its address
 */
export async function propose(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Check it" }).click();
  await page.getByRole("button", { name: "Put it before the signers" }).click();
  await page.waitForURL(/\/office\/acts\/[0-9a-f-]{36}$/);
  return page.url();
}

/** As many of those who sign for an account as it takes sign an act, until it is on the chain. */
export async function signTogether(url: string, signers: readonly Page[]): Promise<void> {
  for (const [index, page] of signers.entries()) {
    await page.goto(url);
    await sign(page);
    if (index < signers.length - 1) await page.getByText("Waits for others").first().waitFor();
  }
  await signers.at(-1)?.getByText("In effect, and shown everywhere").waitFor();
}

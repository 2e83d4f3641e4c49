import type { Page } from "playwright-core";

type Card = { readonly name?: string; readonly number: string; readonly home: string };

/** Fills in the form of a library card that is shown; does not send it. */
export async function fillLibraryCard(page: Page, card: Card): Promise<void> {
  await page.getByLabel("Name").fill(card.name ?? "王芳");
  await page.getByLabel("Card number").fill(card.number);
  await page.getByLabel("Home library").fill(card.home);
  await page.getByLabel("Date of birth").fill("1985-09-30");
  await page.getByLabel("Loans at a time").fill("5");
  await page.getByLabel("Joined on").fill("2026-02-01");
}

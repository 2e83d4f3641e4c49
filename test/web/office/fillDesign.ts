import type { Page } from "playwright-core";

type Texts = { readonly zh: string; readonly es: string; readonly en: string };

/** Fills the three languages of a field of the designer; of several of this name, the last. */
export async function fillTexts(page: Page, label: string, texts: Texts): Promise<void> {
  await page.getByLabel(`${label} in Chinese`).last().fill(texts.zh);
  await page.getByLabel(`${label} in Spanish`).last().fill(texts.es);
  await page.getByLabel(`${label} in English`).last().fill(texts.en);
}

/** Adds a claim of this kind, as the designer calls it. */
export async function addClaim(page: Page, kind: string, title: Texts): Promise<void> {
  await page.getByLabel("What to add").selectOption({ label: kind });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await fillTexts(page, "How it is called", title);
}

import type { Verdict } from "@sello/sdk";
import { element } from "../../ui/element.ts";
import type { PageTexts } from "../PageTexts.ts";
import { toAge } from "../times.ts";
import { fact } from "./renderDocument.ts";

/** How old each piece of knowledge is that the verdict rests on. */
export function renderAges({ asOf, document }: Verdict, { language, words }: PageTexts) {
  const timeZone = document?.timeZone ?? null;
  const { verifiedAt, trustListIssuedAt, statusIssuedAt, witnessedAt } = asOf;
  const row = (name: string, at: number | undefined): HTMLElement | null =>
    at === undefined ? null : fact(name, toAge(at, verifiedAt, language, timeZone));
  return element(
    "dl",
    { class: "facts ages" },
    row(words.statusAge, statusIssuedAt),
    row(words.trustListAge, trustListIssuedAt),
    row(words.witnessAge, witnessedAt),
    row(words.verifiedAge, verifiedAt),
  );
}

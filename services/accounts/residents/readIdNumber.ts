import { InvalidInput } from "../../platform/errors.ts";
import { isGb11643 } from "../../registry/claims/gb11643.ts";

/**
 * GB/T 2260: provinces, autonomous regions, municipalities; Taiwan (71, 83), Hong Kong (81), Macao (82); foreigners with
 * permanent residence (91). 99 is nobody's: numbers of the demo's people, and of tests, begin with it.
 */
const regions = new Set([
  ...["11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"],
  ...["41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64"],
  ...["65", "71", "81", "82", "83", "91", "99"],
]);

/** A citizen identity number as GB 11643 writes it; null: the text is not one. */
export function parseIdNumber(text: string): string | null {
  const number = text.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase();
  return isGb11643(number) && regions.has(number.slice(0, 2)) ? number : null;
}

/** The same; none: `InvalidInput` `id_number.malformed`. */
export function readIdNumber(text: string): string {
  const number = parseIdNumber(text);
  if (number !== null) return number;
  throw new InvalidInput(
    "id_number.malformed",
    "An identity number has 17 digits and a digit or X: region, date of birth, serial number and check character. Compare it with the card.",
  );
}

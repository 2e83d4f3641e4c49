import { InvalidInput } from "../../platform/errors.ts";

/** ITU-T E.164: a country code and a national number, 15 digits at most. */
const international = /^\+[1-9]\d{6,14}$/;
/** Chinese mobile numbers have 11 digits, and begin with 13 to 19. */
const chineseMobile = /^1[3-9]\d{9}$/;

/**
 * A phone number as E.164 writes it. Spaces, hyphens and brackets may part its digits; a Chinese mobile number may come
 * without its country code. Null: the text is not a number.
 */
export function parsePhone(text: string): string | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s().-]/g, "");
  if (chineseMobile.test(plain)) return `+86${plain}`;
  const number = plain.replace(/^00/, "+");
  if (!international.test(number)) return null;
  return number.startsWith("+86") && !chineseMobile.test(number.slice(3)) ? null : number;
}

/** The same; none: `InvalidInput` `phone.malformed`. */
export function readPhone(text: string): string {
  const phone = parsePhone(text);
  if (phone !== null) return phone;
  throw new InvalidInput(
    "phone.malformed",
    "Write the number with its country code, as in +86 138 0013 8000. A Chinese mobile number may come without.",
  );
}

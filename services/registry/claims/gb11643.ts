import { isCalendarDate } from "./calendarDate.ts";

// GB 11643-1999 §4: weights of the 17 digits and the check characters for the sum modulo 11.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = "10X98765432";
const digitZero = 48;

/**
 * The check character of a citizen identity number (GB 11643).
 * @param digits the first 17 digits
 */
export function toGb11643CheckCharacter(digits: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    sum += (digits.charCodeAt(index) - digitZero) * (weights[index] ?? 0);
  }
  return checkCharacters.charAt(sum % 11);
}

/** Whether the text is a citizen identity number: 17 digits with a real date in them, and the check character. */
export function isGb11643(text: string): boolean {
  return (
    /^[1-9][0-9]{16}[0-9X]$/.test(text) &&
    isCalendarDate(toGb11643BirthDate(text)) &&
    toGb11643CheckCharacter(text) === text.charAt(17)
  );
}

/** The date of birth (`YYYY-MM-DD`) that an identity number carries in digits 7 to 14. */
export const toGb11643BirthDate = (number: string): string =>
  `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;

/** The sex that an identity number carries: the 17th digit is odd for men. */
export const toGb11643Sex = (number: string): "male" | "female" =>
  number.charCodeAt(16) % 2 === 1 ? "male" : "female";

// GB 32100-2015 §4.2: 31 characters, without I, O, S, V and Z; the weight of place i is 3^(i-1) mod 31.
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/**
 * The check character of a unified social credit code (GB 32100).
 * @param code the first 17 characters
 */
export function toGb32100CheckCharacter(code: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    sum += alphabet.indexOf(code.charAt(index)) * (weights[index] ?? 0);
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** Whether the text is a unified social credit code with the right check character. */
export function isGb32100(text: string): boolean {
  return (
    /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text) && toGb32100CheckCharacter(text) === text.charAt(17)
  );
}

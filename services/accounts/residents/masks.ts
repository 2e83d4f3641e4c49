/** `+8613800138000` as `+86 138…00`: enough for its owner. */
export function maskPhone(phone: string): string {
  if (phone.startsWith("+86")) return `+86 ${phone.slice(3, 6)}…${phone.slice(-2)}`;
  return phone === "" ? "" : `${phone.slice(0, 4)}…${phone.slice(-2)}`;
}

/** `440300199001011234` as `4403…1234`. */
export const maskIdNumber = (number: string): string => `${number.slice(0, 4)}…${number.slice(-4)}`;

/** A Chinese name as its family name (`张*`), any other as the first letter of each of its words. */
export function maskName(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return words.map((word) => `${[...word][0] ?? ""}*`).join(" ");
}

/**
 * Whether a value parsed from JSON has at most so many levels of arrays and objects. A million brackets fit into a
 * body: `JSON.parse` reads them, and whatever then walks through the value by calling itself falls over.
 */
export function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  for (const member of Object.values(value)) if (!isShallow(member, levels - 1)) return false;
  return true;
}

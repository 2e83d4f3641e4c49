import type { DemoAuthority } from "./DemoAuthority.ts";
import { districtCentres } from "./districts.ts";
import { industryCentres } from "./industries.ts";

const centres = [...districtCentres, ...industryCentres];

/** Shenzhen as the demo knows it: the city centre, eleven district centres, the industries, their departments. */
export const demoCity: DemoAuthority = {
  slug: "shenzhen",
  kind: "city",
  name: {
    zh: "深圳市政务服务中心",
    es: "Centro de servicios de la ciudad de Shenzhen",
    en: "Shenzhen City Service Centre",
  },
  issues: ["audit-head", "receipt-head"],
  delegates: [...new Set(centres.flatMap(({ delegates = [] }) => delegates))].sort(),
  below: centres,
};

/** An authority with the one above it; parents come before those below them. */
export type PlacedAuthority = {
  readonly authority: DemoAuthority;
  readonly parent: DemoAuthority | null;
};

export function placeAuthorities(
  authority: DemoAuthority = demoCity,
  parent: DemoAuthority | null = null,
): readonly PlacedAuthority[] {
  const below = (authority.below ?? []).flatMap((child) => placeAuthorities(child, authority));
  return [{ authority, parent }, ...below];
}

import type { z } from "zod";
import type { typeDesign } from "../schemas/typeDesigns.ts";

type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : { readonly [Name in keyof T]: DeepReadonly<T[Name]> };

/** A document type as an officer designs it. */
export type TypeDesign = DeepReadonly<z.output<typeof typeDesign>>;
export type DesignClaim = TypeDesign["claims"][number];
export type DesignText = TypeDesign["title"];

/** A claim that is handed in, and not worked out. */
export type GivenClaim = Exclude<DesignClaim, { readonly kind: "ageOver" }>;

export const isGiven = (claim: DesignClaim): claim is GivenClaim => claim.kind !== "ageOver";

/** In the order in which they are offered. */
export const claimKinds = [
  "text",
  "code",
  "number",
  "date",
  "choice",
  "idNumber",
  "photo",
  "ageOver",
] as const satisfies readonly DesignClaim["kind"][];

import { chainTexts } from "./texts/chainTexts.ts";
import { logTexts } from "./texts/logTexts.ts";
import { trustTexts } from "./texts/trustTexts.ts";

/** Everything that the monitor can find wrong. Codes are contract; the texts are for people. */
export const violationTexts = { ...trustTexts, ...logTexts, ...chainTexts } as const;

export type ViolationCode = keyof typeof violationTexts;

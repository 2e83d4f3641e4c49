import type { Failure } from "@sello/api/startup";
import type { Language } from "@sello/sdk";
import { backupTexts } from "./backupTexts.ts";
import { embeddedTexts } from "./embeddedTexts.ts";
import type { FailureTexts } from "./FailureTexts.ts";
import { noticeTexts } from "./noticeTexts.ts";
import { startTexts } from "./startTexts.ts";

const texts: FailureTexts = {
  ...startTexts,
  ...embeddedTexts,
  ...noticeTexts,
  ...backupTexts,
};

/** A failure as a sentence in the reader's language; in English where there are no words for it. */
export function describeFailure({ code, message, data }: Failure, language: Language): string {
  const found = texts[code]?.(data);
  return (language === "en" ? (message ?? found?.en) : found?.[language]) ?? message ?? code;
}

/** Codes for which there are words in every language. */
export const knownFailures: readonly string[] = Object.keys(texts);

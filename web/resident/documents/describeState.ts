import type { Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { fill } from "../../ui/fill.ts";
import type { IconName } from "../parts/Icon.tsx";
import { toDay } from "../words/times.ts";
import type { Words } from "../words/Words.ts";

type MyDocument = Pick<
  Output<"listMyDocuments">["documents"][number],
  "state" | "since" | "reason" | "authority" | "expiresAt"
>;

export type Told = {
  readonly tone: "good" | "wait" | "bad";
  /** Shape as well as colour tells states apart. */
  readonly icon: IconName;
  readonly text: string;
  /** Why, since when, whom to ask: a sentence each. */
  readonly more: readonly string[];
  /** Whether it no longer counts, for now or for good. */
  readonly isEnded: boolean;
};

/** From so many days before its end, a document says so. */
const noticeDays = 60;
const daySeconds = 86_400;

const looks = {
  sealing: { tone: "wait", icon: "wait", isEnded: false },
  valid: { tone: "good", icon: "good", isEnded: false },
  expired: { tone: "bad", icon: "bad", isEnded: true },
  suspended: { tone: "wait", icon: "pause", isEnded: true },
  revoked: { tone: "bad", icon: "bad", isEnded: true },
  replaced: { tone: "bad", icon: "bad", isEnded: true },
} as const;

/** What a document's holder is told of its state. @param now unix seconds */
export function describeState(
  document: MyDocument,
  { state: words }: Words,
  language: Language,
  now: number,
): Told {
  const { state, authority, expiresAt } = document;
  const office = authority.name[language];
  const look = looks[state];
  if (state === "sealing") return { ...look, text: words.sealing, more: [words.sealingHint] };
  if (state === "valid") {
    const left = expiresAt === null ? Number.POSITIVE_INFINITY : daysBetween(now, expiresAt);
    if (left > noticeDays) return { ...look, text: words.valid, more: [words.validHint] };
    const text = expiresText(left, words);
    const ask = fill(words.expiresHint, { office });
    return { ...look, tone: "wait", icon: "wait", text, more: [ask] };
  }
  if (state === "expired") {
    const day = toDay(expiresAt ?? 0, language);
    return { ...look, text: words.expired, more: [fill(words.expiredHint, { day, office })] };
  }
  if (state === "replaced")
    return {
      ...look,
      text: words.replaced,
      more: [words.replacedHint, ...why(document, words, language)],
    };
  const hint = state === "suspended" ? words.suspendedHint : words.revokedHint;
  const more = [hint, ...why(document, words, language), fill(words.ask, { office })];
  return { ...look, text: words[state], more };
}

function why(
  { since, authority, reason }: MyDocument,
  words: Words["state"],
  language: Language,
): string[] {
  const office = authority.name[language];
  const told = reason === null ? [] : [fill(words.why, { reason: reason.text[language] })];
  return since === null
    ? [fill(words.sinceUnknown, { office }), ...told]
    : [fill(words.since, { day: toDay(since, language), office }), ...told];
}

/** In whole days, as people count them: from midnight to midnight where the reader is. */
function daysBetween(from: number, to: number): number {
  const midnight = (seconds: number): number => {
    const at = new Date(seconds * 1000);
    return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 1000;
  };
  return (midnight(to) - midnight(from)) / daySeconds;
}

function expiresText(left: number, words: Words["state"]): string {
  if (left <= 0) return words.expiresToday;
  return left === 1 ? words.expiresTomorrow : fill(words.expiresIn, { count: left });
}

import type { Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { fill } from "../../ui/fill.ts";
import type { Words } from "../words/Words.ts";

type Notice = Pick<
  Output<"listMyNotices">["notices"][number],
  "kind" | "document" | "by" | "reason" | "name"
>;

/** A notice in a sentence: what happened to what, by which office, and why. */
export function toNoticeText(notice: Notice, words: Words, language: Language): string {
  const { kind, document, by, reason, name } = notice;
  const { kinds } = words.notices;
  const what = fill(kinds[kind], {
    name: name ?? words.sessions.unknown,
    document: document?.title[language] ?? words.looks.somewhat,
  });
  const who = by === null ? "" : fill(words.notices.by, { office: by.name[language] });
  const sentence = what + who + words.notices.end;
  if (reason === null) return sentence;
  // What an office tells is a sentence of its own.
  if (kind === "document.told") return sentence + words.app.between + reason.text[language];
  const why = fill(words.state.why, { reason: reason.text[language] });
  return sentence + words.app.between + why;
}

import { readingReasons } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useAnchoring } from "../../api/requests/useAnchoring.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { type DocumentLine, useDocumentLines } from "../../api/requests/useDocumentLines.ts";
import { useStatusHistory } from "../../api/requests/useStatusHistory.ts";
import { useActorName } from "../useActorName.ts";

export type StoryEvent = {
  readonly key: string;
  /** Unix seconds, for the order; what has no time yet comes last. */
  readonly at: number;
  readonly what: string;
  readonly when: string;
  readonly more?: string;
  /** Hash of the transaction that wrote it to the chain. */
  readonly transaction?: string;
  readonly state: "done" | "waiting" | "bad" | "calm";
};

/** What happened to a document: its issue, its place in the log, acts on its status, and what the audit has. */
export function useStory(document: OfficeDocument): readonly StoryEvent[] {
  const { data: lines = [] } = useDocumentLines(document.id);
  // What took another's place was issued by who revoked that one as superseded: both are one act.
  const { data: before = [] } = useStatusHistory(document.replaces ?? document.id);
  const issuedBy =
    document.replaces === null
      ? lines.findLast(({ action }) => action === "document.issue")?.actor
      : before.findLast(({ reason }) => reason.code === "superseded")?.officer;
  const events = [
    useIssued(document, issuedBy),
    useAnchored(document),
    ...useActs(document.id),
    ...useLines(lines),
  ];
  return events.toSorted((one, other) => one.at - other.at);
}

function useIssued({ issuedAt, revision }: OfficeDocument, by: string | undefined): StoryEvent {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const nameOf = useActorName();
  return {
    key: "issued",
    at: issuedAt,
    what: t(revision === 0 ? "story.issued" : "story.revised"),
    when: moment(issuedAt),
    ...(by === undefined ? {} : { more: nameOf(by) }),
    state: "done",
  };
}

function useAnchored({ id, state, issuedAt }: OfficeDocument): StoryEvent {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const { data } = useAnchoring(id);
  const now = state === "anchored" ? state : (data?.state ?? state);
  if (now !== "anchored")
    return {
      key: "anchored",
      at: Number.POSITIVE_INFINITY,
      what: t(now === "held" ? "story.held" : "story.pending"),
      when: t(now === "held" ? "story.heldText" : "story.pendingText"),
      state: now === "held" ? "bad" : "waiting",
    };
  return {
    key: "anchored",
    at: data?.anchoredAt ?? issuedAt,
    what: t("story.anchored"),
    when: data?.anchoredAt === undefined ? "" : moment(data.anchoredAt),
    ...(data?.logIndex === undefined
      ? {}
      : { more: t("story.entry", { index: number(data.logIndex) }) }),
    state: "done",
  };
}

function useActs(id: string): readonly StoryEvent[] {
  const { t } = useTranslation();
  const { local, moment, number } = useFormats();
  const nameOf = useActorName();
  const { data: acts = [] } = useStatusHistory(id);
  return acts.map((act) => ({
    key: act.id,
    at: act.effectiveAt ?? act.requestedAt,
    what: `${t(`act.done.${act.action}`)}: ${local(act.reason.text)}`,
    when: act.effectiveAt === null ? t(`story.act.${act.state}`) : moment(act.effectiveAt),
    more: [
      local(act.by.name),
      nameOf(act.officer),
      act.blockNumber === null ? "" : t("story.block", { block: number(Number(act.blockNumber)) }),
    ]
      .filter((text) => text !== "")
      .join(" · "),
    ...(act.transactionHash === null ? {} : { transaction: act.transactionHash }),
    state: act.state === "refused" ? "bad" : act.state === "effective" ? "done" : "waiting",
  }));
}

/** Lines about a document that are shown, by their verbs. */
const verbs = {
  "document.read": "read",
  "document.renew": "renew",
  "document.correct": "correct",
  "document.replace": "replace",
  "document.issue_after": "again",
  "document.copy": "copy",
  "document.erase": "erase",
} as const;

const isShown = (action: string): action is keyof typeof verbs => Object.hasOwn(verbs, action);
const isReason = (code: unknown): code is keyof typeof readingReasons =>
  typeof code === "string" && Object.hasOwn(readingReasons, code);

function useLines(lines: readonly DocumentLine[]): readonly StoryEvent[] {
  const { t } = useTranslation();
  const { local, moment } = useFormats();
  const nameOf = useActorName();
  return lines.flatMap(({ id, at, actor, action, data }): StoryEvent[] => {
    if (!isShown(action)) return [];
    const seconds = Math.floor(Date.parse(at) / 1000);
    const { reason } = data;
    const why = isReason(reason) ? local(readingReasons[reason]) : "";
    return [
      {
        key: `line ${id}`,
        at: seconds,
        what: [t(`story.line.${verbs[action]}`), why].filter((text) => text !== "").join(": "),
        when: moment(seconds),
        more: nameOf(actor),
        state: "calm",
      },
    ];
  });
}

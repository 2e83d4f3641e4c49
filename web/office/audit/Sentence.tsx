import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditLine } from "../api/requests/useAuditLines.ts";
import { Actor } from "./Actor.tsx";
import { isKnownAction } from "./actions.ts";
import { Subject } from "./Subject.tsx";

// What no text has: places in a translated sentence where names with links go.
const [who, what] = ["\ue000", "\ue001"];

/** Who did what to what, in the reader's language. An act that is not known is named as the line has it. */
export function Sentence({ line }: { readonly line: AuditLine }) {
  const { t } = useTranslation();
  const { action } = line;
  const sentence = isKnownAction(action)
    ? t(`audit.act.${action}`, { who, what })
    : t("audit.unknown", { who, what, action });
  const nodes: Readonly<Record<string, ReactNode>> = {
    [who]: <Actor actor={line.actor} isFirst={sentence.startsWith(who)} />,
    [what]: <Subject line={line} />,
  };
  const parts = sentence.split(/([\ue000\ue001])/);
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence stay where they are
  return parts.map((part, index) => <Fragment key={index}>{nodes[part] ?? part}</Fragment>);
}

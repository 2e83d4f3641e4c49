import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { AuditLine } from "../api/requests/useAuditLines.ts";
import { useNames } from "../shared/useNames.ts";
import { Actor } from "./Actor.tsx";

const withoutPage = {
  turnover: "turnover",
  auditor: "auditor",
  account: "account",
  mandate: "mandate",
  "resident-session": "residentSession",
  "life-event": "lifeEvent",
} as const;
const isWithoutPage = (kind: string): kind is keyof typeof withoutPage =>
  Object.hasOwn(withoutPage, kind);

/** How kinds with a page are called, and where the page is. */
const pages = {
  application: { text: "application", to: (id: string) => `/applications/${id}` },
  import: { text: "import", to: (id: string) => `/imports/${id}` },
  webhook: { text: "webhook", to: () => "/hooks" },
  verifier: { text: "verifier", to: () => "/verifiers" },
  invitation: { text: "invitation", to: () => "/invitations" },
  "governing-act": { text: "governingAct", to: (id: string) => `/acts/${id}` },
  "type-draft": { text: "typeDraft", to: (id: string) => `/types/drafts/${id}` },
  rules: { text: "rules", to: (id: string) => `/rules/${id}` },
  "bulk-act": { text: "bulkAct", to: (id: string) => `/documents/bulk/${id}` },
} as const;
const hasPage = (kind: string): kind is keyof typeof pages => Object.hasOwn(pages, kind);

/** What something was done to, with a link where it has a page. */
export function Subject({ line }: { readonly line: AuditLine }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { action, subject, data } = line;
  const [kind = "", id = ""] = subject.split(":");
  const shortId = id.slice(0, 8);
  if (action.startsWith("status.") && kind === "authority")
    return t("audit.subject.documents", { number: number(Number(data.documents ?? 0)) });
  if (kind === "document")
    return <Link to={`/documents/${id}`}>{t("audit.subject.document", { id: endOf(id) })}</Link>;
  if (kind === "authority") return <NamedAuthority id={id} />;
  if (kind === "api-key" || kind === "officer") return <Actor actor={subject} />;
  if (isWithoutPage(kind)) return t(`audit.subject.${withoutPage[kind]}`, { id: shortId });
  if (hasPage(kind)) {
    const { text, to } = pages[kind];
    return <Link to={to(id)}>{t(`audit.subject.${text}`, { id: shortId })}</Link>;
  }
  return <code>{subject}</code>;
}

/** A document's number begins with when it was made: those of one minute begin alike. */
const endOf = (id: string): string => `…${id.slice(-8)}`;

function NamedAuthority({ id }: { readonly id: string }) {
  const { local } = useFormats();
  const found = useNames().authorityById(id);
  if (!found) return <code>{id.slice(0, 10)}…</code>;
  return <Link to={`/authorities/${found.slug}`}>{local(found.name)}</Link>;
}

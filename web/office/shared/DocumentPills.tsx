import type { DocumentListStatus } from "@sello/api";
import type { TFunction } from "i18next";
import type { OfficeDocument } from "../api/requests/useDocument.ts";
import { Pill, type Tone } from "./Pill.tsx";

const states: Readonly<Record<OfficeDocument["state"], Tone>> = {
  pending: "wait",
  held: "bad",
  anchored: "calm",
};
const statuses: Readonly<Record<DocumentListStatus, Tone>> = {
  valid: "good",
  suspended: "wait",
  revoked: "bad",
  expired: "bad",
  replaced: "calm",
};

/** Where a document is on its way, and whether it counts. */
export function DocumentPills({
  document,
  t,
}: {
  readonly document: OfficeDocument;
  readonly t: TFunction;
}) {
  const shown = shownStatus(document);
  return (
    <span className="pills">
      <Pill tone={statuses[shown]}>
        {t(`status.${shown}`)}
        {document.status.effective ? "" : ` · ${t("status.underWay")}`}
      </Pill>
      {document.state === "anchored" ? null : (
        <Pill tone={states[document.state]}>{t(`state.${document.state}`)}</Pill>
      )}
    </span>
  );
}

/** As lists are narrowed by it: the first that fits of replaced, revoked, expired, suspended, valid. */
function shownStatus({
  status: { value },
  expired,
  replacedBy,
}: OfficeDocument): DocumentListStatus {
  if (replacedBy !== null) return "replaced";
  return value !== "revoked" && expired ? "expired" : value;
}

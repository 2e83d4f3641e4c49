import { useFormats } from "../../ui/useFormats.ts";
import type { WrongRow } from "../api/requests/useWrongRows.ts";

export type RowViolation = WrongRow["violations"][number];

/** Why something is wrong, in the reader's language, and what would be right. */
export function useReason() {
  const { local, language } = useFormats();
  // Rules have brackets of their own.
  const colon = language === "zh" ? "：" : ": ";
  return ({ message, words, rule }: RowViolation): string => {
    if (!words) return rule ? local(rule) : message;
    return rule ? `${local(words)}${colon}${local(rule)}` : local(words);
  };
}

export function Reasons({ violations }: { readonly violations: readonly RowViolation[] }) {
  const toReason = useReason();
  return (
    <ul className="reasons">
      {violations.filter(isFirstOfItsCell).map((violation) => (
        <li key={`${violation.field} ${violation.code}`}>
          {violation.field ? <strong>{violation.field}: </strong> : null}
          {toReason(violation)}
        </li>
      ))}
    </ul>
  );
}

/** A cell may break several rules; it is named once. */
const isFirstOfItsCell = (
  { field, code }: RowViolation,
  index: number,
  all: readonly RowViolation[],
): boolean =>
  all.findIndex((each) => each.field === field && (field !== "" || each.code === code)) === index;

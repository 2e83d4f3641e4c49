import { useTranslation } from "react-i18next";
import type { Change } from "./describers.ts";

/** What is, and what will be, with an arrow between. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <dl className="changes">
      {changes.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className="before">
              <span className="unseen">{t("acts.before")}: </span>
              {before}
            </span>
            <svg className="arrow" viewBox="0 0 24 12" aria-hidden="true" focusable="false">
              <path d="M1 6h20M16 1l5 5-5 5" />
            </svg>
            <span className="after">
              <span className="unseen">{t("acts.after")}: </span>
              {after}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

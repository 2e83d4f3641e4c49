import { Checkbox, Textarea } from "@mantine/core";
import type { DesignClaim } from "@sello/api";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesign, useFaultAt } from "./DesignContext.ts";
import { LocalizedField } from "./LocalizedField.tsx";
import { noText } from "./newDesign.ts";

type Given = Extract<DesignClaim, { readonly aliases: unknown }>;
type Props = { readonly claim: Given; readonly at: string; onChange(claim: Given): void };

const toAliases = (text: string): string[] =>
  text
    .split("\n")
    .map((name) => name.trim().slice(0, 100))
    .filter((name) => name !== "")
    .slice(0, 20);

/** What the fewest claims need: own words for what is right, and names of columns. */
export function MoreOfClaim({ claim, at, onChange }: Props) {
  const { t } = useTranslation();
  const { faults } = useDesign();
  const faultAt = useFaultAt();
  const id = useId();
  const [text, setText] = useState(() => claim.aliases.join("\n"));
  const [isOpen, setIsOpen] = useState(false);
  const isWrong = faults.some(
    ({ pointer }) => pointer.startsWith(`${at}/aliases`) || pointer === `${at}/rule`,
  );
  useEffect(() => {
    if (isWrong) setIsOpen(true);
  }, [isWrong]);
  const column = claim.aliases.map((_, index) => faultAt(`${at}/aliases/${index}`)).find(Boolean);
  return (
    <details
      className="more"
      aria-labelledby={id}
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary id={id}>{t("design.more")}</summary>
      <div className="stack">
        <Textarea
          label={t("design.columns")}
          description={t("design.columnsHint")}
          error={column}
          rows={2}
          autoComplete="off"
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            onChange({ ...claim, aliases: toAliases(value) });
          }}
        />
        <Checkbox
          label={t("design.ownRule")}
          checked={claim.rule !== null}
          onChange={(event) =>
            onChange({ ...claim, rule: event.currentTarget.checked ? noText : null })
          }
        />
        {claim.rule === null ? null : (
          <LocalizedField
            label={t("design.rule")}
            pointer={`${at}/rule`}
            value={claim.rule}
            onChange={(rule) => onChange({ ...claim, rule })}
          />
        )}
      </div>
    </details>
  );
}

import { NativeSelect } from "@mantine/core";
import type { TypeDesign } from "@sello/api";
import { type Language, languages } from "@sello/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DocumentCard } from "../../../ui/card/DocumentCard.tsx";
import { languageNames } from "../../../ui/language.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import { toPreviewType, toSamples } from "./toPreview.ts";

/** The card as it would be, with made-up values, in each of the languages. */
export function Preview({
  design,
  issuer,
}: {
  readonly design: TypeDesign;
  readonly issuer: string;
}) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const [chosen, setChosen] = useState<Language | null>(null);
  const shown = chosen ?? language;
  return (
    <>
      <DocumentCard
        type={toPreviewType(design)}
        claims={toSamples(design, shown)}
        issuer={issuer}
        language={shown}
      />
      <NativeSelect
        size="xs"
        label={t("design.previewIn")}
        value={shown}
        onChange={(event) => setChosen(event.currentTarget.value as Language)}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <p className="fine">{t("design.previewHint")}</p>
    </>
  );
}

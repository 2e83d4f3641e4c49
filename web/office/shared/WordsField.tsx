import { Textarea, TextInput } from "@mantine/core";
import type { LocalizedText } from "@sello/sdk";
import { useTranslation } from "react-i18next";

type Props = {
  readonly label: string;
  readonly value: LocalizedText;
  readonly fault: string | undefined;
  readonly maxLength: number;
  /** Sentences: one language below the other, each in lines. */
  readonly isLong?: boolean;
  onChange(value: LocalizedText): void;
};

const languages = ["Zh", "Es", "En"] as const;
const keyOf = { Zh: "zh", Es: "es", En: "en" } as const;

/** One text in the three languages, side by side where there is room. */
export function WordsField({ label, value, fault, maxLength, isLong = false, onChange }: Props) {
  const { t } = useTranslation();
  const isTextMissing = languages.some((language) => value[keyOf[language]].trim() === "");
  return (
    <fieldset className="localized">
      <legend>{label}</legend>
      <div className="languages" data-long={isLong}>
        {languages.map((language) => {
          const key = keyOf[language];
          const isWrong = fault && (!isTextMissing || value[key].trim() === "");
          const field = {
            label: t(`design.in${language}`),
            lang: key,
            "aria-label": `${label} ${t(`design.in${language}`)}`,
            error: isWrong ? fault : undefined,
            maxLength,
            autoComplete: "off",
            value: value[key],
          };
          const set = (text: string) => onChange({ ...value, [key]: text });
          return isLong ? (
            <Textarea
              key={key}
              {...field}
              rows={2}
              onChange={(event) => set(event.currentTarget.value)}
            />
          ) : (
            <TextInput key={key} {...field} onChange={(event) => set(event.currentTarget.value)} />
          );
        })}
      </div>
    </fieldset>
  );
}

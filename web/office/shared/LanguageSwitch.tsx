import { NativeSelect } from "@mantine/core";
import { languages } from "@sello/sdk";
import { useTranslation } from "react-i18next";
import { isLanguage, languageNames } from "../../ui/language.ts";
import { changeLanguage } from "../../ui/texts.ts";

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      className="language"
      aria-label={t("app.language")}
      value={i18n.language}
      onChange={({ currentTarget: { value } }) => {
        if (isLanguage(value)) void changeLanguage(value);
      }}
      data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
    />
  );
}

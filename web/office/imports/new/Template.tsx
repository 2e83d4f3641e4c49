import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { saveFile } from "../../shared/saveFile.ts";
import { useClaimNames } from "../useClaimNames.ts";

/** What the file must have: for those who make one. */
export function Template({ type }: { readonly type: DocumentType }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const names = useClaimNames(type);
  const save = () => {
    const header = names.all.map(({ label }) => `"${label.replaceAll('"', '""')}"`).join(",");
    // A byte order mark, by which spreadsheets know UTF-8.
    saveFile(new Blob([`\ufeff${header}\r\n`], { type: "text/csv" }), `${local(type.title)}.csv`);
  };
  return (
    <div className="template">
      <p className="fine">{t("imports.columnsWanted")}</p>
      <ul className="chips">
        {names.all.map(({ value, label }) => (
          <li key={value}>
            {names.required.includes(value) ? label : `${label} (${t("issue.optional")})`}
          </li>
        ))}
      </ul>
      <Button variant="default" size="xs" onClick={save}>
        {t("imports.template")}
      </Button>
    </div>
  );
}

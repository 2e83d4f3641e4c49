import { useState } from "react";
import { useTranslation } from "react-i18next";

type Props = {
  readonly id: string;
  readonly accept: string;
  readonly name?: string;
  /** Undefined: the owner chose none after all. */
  onFile(file: File | undefined): void;
};

/** The browser's own field for a file, with words of the page's language in the place of the browser's. */
export function FileButton({ id, accept, name, onFile }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <span className="file-button">
      <input
        id={id}
        name={name}
        type="file"
        accept={accept}
        onChange={({ currentTarget: { files } }) => {
          const file = files?.[0];
          setChosen(file?.name ?? null);
          onFile(file);
        }}
      />
      <span aria-hidden="true">{t("imports.choose")}</span>
      <span className="fine">{chosen ?? t("common.noFile")}</span>
    </span>
  );
}

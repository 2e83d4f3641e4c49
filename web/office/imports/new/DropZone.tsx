import { type DragEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/Icon.tsx";

type Props = { readonly fileName: string | null; onFile(file: File): void };

/** Where a file is dropped, or chosen: a field for files that is large enough to be hit. */
export function DropZone({ fileName, onFile }: Props) {
  const { t } = useTranslation();
  const hint = useId();
  const [isOver, setIsOver] = useState(false);
  useMissedDrops();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <label
      className="drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Icon name="imports" />
      <span>
        <strong>{fileName ?? t("imports.drop")}</strong>
        <small id={hint}>{fileName ? t("imports.dropOther") : t("imports.dropHint")}</small>
      </span>
      <input
        type="file"
        aria-label={t("imports.choose")}
        aria-describedby={hint}
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.xlsx"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // So that the same file, corrected, can be chosen again.
          currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

/** A file that is dropped beside the field must not take the page's place. */
function useMissedDrops(): void {
  useEffect(() => {
    const keep = (event: Event) => event.preventDefault();
    window.addEventListener("dragover", keep);
    window.addEventListener("drop", keep);
    return () => {
      window.removeEventListener("dragover", keep);
      window.removeEventListener("drop", keep);
    };
  }, []);
}

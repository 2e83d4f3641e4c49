import { Button, Input } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileButton } from "../shared/FileButton.tsx";
import { shrinkPhoto } from "./shrinkPhoto.ts";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly value: string;
  onChange(value: unknown): void;
};

/** A photograph from a file, made as small as a document may hold. */
export function PhotoField({ name, label, error, value, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [isBad, setIsBad] = useState(false);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const photo = await shrinkPhoto(file);
    setIsBad(photo === null);
    onChange(photo ?? "");
  };
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={t("issue.photoHint")}
      error={isBad ? t("issue.noPicture") : error}
    >
      <div className="photo-field">
        <FileButton
          id={id}
          name={name}
          accept="image/jpeg,image/png,image/webp"
          onFile={(file) => void choose(file)}
        />
        {value === "" ? null : (
          <Button size="xs" variant="default" onClick={() => onChange("")}>
            {t("issue.removePhoto")}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}

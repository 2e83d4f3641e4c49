import type { Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { useTranslation } from "react-i18next";
import { useFormats } from "../useFormats.ts";
import { CardPicture } from "./CardPicture.tsx";

type Props = {
  readonly type: Pick<Output<"getDocumentType">, "title" | "claims" | "card">;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly issuer: string;
  /** The reader's, unless another is said. */
  readonly language?: Language;
};

/** The picture of a document, on the officers' pages. */
export function DocumentCard({ language: asked, ...shown }: Props) {
  const { t } = useTranslation();
  const { language: own } = useFormats();
  const language = asked ?? own;
  const label = t("card.label", { title: shown.type.title[language] });
  return <CardPicture {...shown} language={language} label={label} photoLabel={t("card.photo")} />;
}

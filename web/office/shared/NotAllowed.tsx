import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useActing } from "../app/useActing.ts";
import { Empty } from "./Empty.tsx";

/** In place of a page that the officer's roles do not open. */
export function NotAllowed() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority } = useActing();
  const text = authority ? t("notAllowed.text", { name: local(authority.name) }) : t("home.noRole");
  return <Empty text={text} to="/" action={t("nothing.home")} />;
}

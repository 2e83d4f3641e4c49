import { useTranslation } from "react-i18next";
import { Empty } from "../shared/Empty.tsx";
import { PageHead } from "./PageHead.tsx";

export function Page() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("nothing.title")} />
      <Empty text={t("nothing.text")} to="/" action={t("nothing.home")} />
    </>
  );
}

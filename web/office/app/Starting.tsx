import { useTranslation } from "react-i18next";

/** While the first page's script is on its way. It ends with the page, or with `RouteFault`. */
export function Starting() {
  const { t } = useTranslation();
  return (
    <p className="starting" role="status">
      {t("common.loading")}
    </p>
  );
}

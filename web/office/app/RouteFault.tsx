import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** A page that cannot be shown: its script did not arrive, or has a fault. */
export function RouteFault() {
  const { t } = useTranslation();
  return (
    <main className="alone" id="main">
      <h1>{t("fault.title")}</h1>
      <p>{t("fault.text")}</p>
      <Button onClick={() => window.location.reload()}>{t("fault.reload")}</Button>
    </main>
  );
}

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ReachName } from "../api/requests/useDocumentPage.ts";
import { useMay } from "../app/useActing.ts";

type Props = ReachName & { readonly name: string };

/** To all that something touched, for who administers. */
export function ReachLink({ kind, id, name }: Props) {
  const { t } = useTranslation();
  if (!useMay("administer")) return null;
  return (
    <Link
      className="reach-link"
      to={`/reach/${kind}/${id}`}
      aria-label={`${t("reach.see")}: ${name}`}
    >
      {t("reach.see")}
    </Link>
  );
}

import { useTranslation } from "react-i18next";
import type { GoverningAct } from "../../api/requests/useGoverningActs.ts";

/** k of n, drawn: a dot for each signature that it takes. */
export function Progress({ act: { signed, threshold } }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  return (
    <span className="progress">
      <span className="dots" aria-hidden="true">
        {Array.from({ length: threshold }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots are all alike
          <i key={index} data-done={index < signed || undefined} />
        ))}
      </span>
      {t("queue.signedOf", { signed: Math.min(signed, threshold), threshold })}
    </span>
  );
}

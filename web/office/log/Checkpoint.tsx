import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useCheckpoint } from "../api/requests/useCheckpoint.ts";
import { useFigures } from "../api/requests/useFigures.ts";
import { Facts } from "../shared/Facts.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";

/** The newest signed state of the log, in figures. There is no such state before the first entry. */
export function Checkpoint() {
  const { t } = useTranslation();
  const checkpoint = useCheckpoint();
  if (checkpoint.data === null) return null;
  return (
    <Panel title={t("log.checkpoint")}>
      <Loaded of={checkpoint}>{(found) => (found ? <Signed checkpoint={found} /> : null)}</Loaded>
    </Panel>
  );
}

type Found = NonNullable<ReturnType<typeof useCheckpoint>["data"]>;

function Signed({ checkpoint }: { readonly checkpoint: Found }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { data: figures } = useFigures();
  const { origin, size, root } = checkpoint;
  return (
    <Facts
      facts={[
        { title: t("log.size"), value: number(size) },
        { title: t("log.documents"), value: figures ? number(figures.documents) : "–" },
        { title: t("log.origin"), value: <code>{origin}</code> },
        { title: t("log.root"), value: <code className="long">{root}</code> },
      ]}
    />
  );
}

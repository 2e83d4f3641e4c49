import { Alert, Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { type AuditPlace, useAuditPlace } from "../api/requests/useAuditPlace.ts";
import { announce } from "../app/Announcer.tsx";
import { Facts } from "../shared/Facts.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";
import { Pill } from "../shared/Pill.tsx";
import { type KeptPlace, keepPlace, readKeptPlace } from "./keptPlace.ts";

/** The newest hash of the chain, and whether the place that was kept in this browser still has its own. */
export function Chain() {
  const { t } = useTranslation();
  const newest = useAuditPlace();
  const [kept, setKept] = useState(readKeptPlace);
  const keep = (place: AuditPlace) => {
    const next = { ...place, keptAt: Math.floor(Date.now() / 1000) };
    if (!keepPlace(next)) return;
    setKept(next);
    announce(t("audit.chain.keptNow"));
  };
  return (
    <Panel title={t("audit.chain.title")}>
      <p className="calm">{t("audit.chain.text")}</p>
      <Loaded of={newest}>
        {(place) =>
          place === null ? (
            <p>{t("audit.chain.empty")}</p>
          ) : (
            <div className="stack">
              <Places newest={place} kept={kept} />
              <div className="acts">
                <Button variant="default" onClick={() => keep(place)}>
                  {t("audit.chain.keep")}
                </Button>
              </div>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

type PlacesProps = { readonly newest: AuditPlace; readonly kept: KeptPlace | null };

function Places({ newest, kept }: PlacesProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <Facts
      facts={[
        { title: t("audit.chain.newest"), value: number(newest.position) },
        { title: t("audit.chain.hash"), value: <code className="long">{newest.hash}</code> },
        { title: t("audit.chain.kept"), value: kept ? <Kept kept={kept} /> : null },
      ]}
    />
  );
}

function Kept({ kept }: { readonly kept: KeptPlace }) {
  const { t } = useTranslation();
  const { number, moment } = useFormats();
  const place = useAuditPlace(kept.position);
  const isSame = place.data?.hash === kept.hash;
  return (
    <>
      {t("audit.chain.keptAt", { position: number(kept.position), time: moment(kept.keptAt) })}{" "}
      {place.data === undefined ? null : (
        <Pill tone={isSame ? "good" : "bad"}>
          {t(isSame ? "audit.chain.same" : "audit.chain.changed")}
        </Pill>
      )}
      {place.data === undefined || isSame ? null : (
        <Alert className="notice bad" role="alert">
          {t("audit.chain.changedText")}
        </Alert>
      )}
    </>
  );
}

import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useCheckpoint } from "../api/requests/useCheckpoint.ts";
import { useWitnesses } from "../api/requests/useWitnesses.ts";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";
import { useNames } from "../shared/useNames.ts";

/** Each centre, and whether it has cosigned the newest checkpoint. */
export function Centres() {
  const { t } = useTranslation();
  const checkpoint = useCheckpoint();
  if (checkpoint.data === null) return null;
  return (
    <Panel title={t("log.centres")}>
      <Loaded of={checkpoint}>{(found) => (found ? <Cosigned by={found.signers} /> : null)}</Loaded>
    </Panel>
  );
}

function Cosigned({ by }: { readonly by: readonly string[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const witnesses = useWitnesses();
  return (
    <Loaded of={witnesses}>
      {({ needed, names }) => (
        <>
          <p className="calm">{t("log.centresLead", { number: number(needed) })}</p>
          <ul className="centres">
            {names.map((name) => (
              <Centre key={name} name={name} has={by.includes(name)} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function Centre({ name, has }: { readonly name: string; readonly has: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  // A witness is called by its host's name, which begins with the centre's.
  const [slug = name] = name.split(".");
  const centre = names.authority(slug);
  return (
    <li data-has={has}>
      <strong>{centre === slug ? name : centre}</strong>
      <span>{t(has ? "log.cosigned" : "log.notYet")}</span>
    </li>
  );
}

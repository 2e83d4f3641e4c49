import { useTranslation } from "react-i18next";
import { useFormats } from "../../../../ui/useFormats.ts";
import { Pill } from "../../../shared/Pill.tsx";
import { useActor } from "../Journal.tsx";
import { useOutputs } from "../useOutputs.ts";
import type { ActProps } from "./ActProps.ts";

/** Where two officers have to say the same: who has said what. */
export function Proposals({ application, item }: Pick<ActProps, "application" | "item">) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const actorOf = useActor();
  const { titleOf, textOf } = useOutputs(item);
  const { officersNeeded, proposals } = application;
  return (
    <>
      <p>{t("applications.twoLead", { needed: officersNeeded })}</p>
      {proposals.length === 0 ? (
        <p className="calm">{t("applications.nobodyYet")}</p>
      ) : (
        <ul className="rows">
          {proposals.map(({ actor, at, outcome, outputs }) => (
            <li key={actor}>
              <span>
                {actorOf(actor)}
                <small>{moment(at)}</small>
                {Object.entries(outputs).map(([name, value]) => (
                  <small key={name}>
                    {titleOf(name)}: {textOf(name, value)}
                  </small>
                ))}
              </span>
              <Pill tone={outcome === "granted" ? "good" : "bad"}>
                {t(`applications.would.${outcome}`)}
              </Pill>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

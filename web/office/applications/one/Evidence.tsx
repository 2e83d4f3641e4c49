import { verdictWords } from "@sello/api";
import { useTranslation } from "react-i18next";
import { claimText } from "../../../ui/card/claimText.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { OpenedApplication, ServiceItem } from "../../api/requests/useApplications.ts";
import { newestOf, useTypes } from "../../api/requests/useTypes.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Pill, type Tone } from "../../shared/Pill.tsx";

type Checked = OpenedApplication["evidence"][number];
type Props = { readonly application: OpenedApplication; readonly item: ServiceItem };

const tones: Readonly<Record<Checked["verdict"], Tone>> = {
  valid: "good",
  "not-yet": "wait",
  suspended: "wait",
  unknown: "wait",
  expired: "bad",
  revoked: "bad",
  superseded: "bad",
  invalid: "bad",
};

/** The documents that were looked at: what came of the check, and what was read of each. */
export function Evidence({ application: { evidence }, item }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const pieces = Object.entries(item.evidence);
  if (pieces.length === 0) return null;
  return (
    <Panel title={t("applications.evidence")}>
      <ul className="pieces">
        {pieces.map(([name, { title, type }]) => {
          const checked = evidence.find((each) => each.name === name);
          return (
            <li key={name}>
              <p className="queue-head">
                <strong>{local(title)}</strong>
                {checked ? (
                  <Pill tone={tones[checked.verdict]}>{local(verdictWords[checked.verdict])}</Pill>
                ) : (
                  <Pill tone="calm">{t("applications.notGiven")}</Pill>
                )}
              </p>
              {checked ? <Read checked={checked} type={type} /> : null}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Read({ checked, type: name }: { readonly checked: Checked; readonly type: string }) {
  const { t } = useTranslation();
  const { language, local, moment, number } = useFormats();
  const { data: types } = useTypes();
  const type = newestOf(types ?? []).find((each) => each.name === name);
  const { claims, from, issuer, statusAt, trustList } = checked;
  return (
    <Facts
      facts={[
        ...Object.entries(claims).map(([claim, value]) => ({
          title: type?.claims[claim] ? local(type.claims[claim].title) : claim,
          value: <bdi>{claimText(type ?? { claims: {} }, claim, value, language)}</bdi>,
        })),
        { title: t("document.issuer"), value: issuer === null ? null : local(issuer) },
        { title: t("applications.from"), value: t(`applications.cameFrom.${from}`) },
        {
          title: t("applications.statusAt"),
          value: statusAt === null ? t("applications.statusUnknown") : moment(statusAt),
        },
        {
          title: t("applications.trustList"),
          value: trustList === null ? null : number(trustList),
        },
      ]}
    />
  );
}

import { useTranslation } from "react-i18next";
import { useFormats } from "../../../../ui/useFormats.ts";
import type { GoverningAct } from "../../../api/requests/useGoverningActs.ts";
import { Panel } from "../../../shared/Panel.tsx";
import { Pill, type Tone } from "../../../shared/Pill.tsx";
import { Progress } from "../Progress.tsx";

const tones: Readonly<Record<GoverningAct["signers"][number]["decision"], Tone>> = {
  waiting: "calm",
  signed: "good",
  declined: "bad",
};

/** Who signs for the account, and what each has decided. */
export function Signers({ act }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return (
    <Panel title={t("queue.signers")} aside={<Progress act={act} />}>
      <ul className="rows">
        {act.signers.map(({ signer, you, decision, decidedAt }) => (
          <li key={signer}>
            <span className="signer">
              <code className="long">
                {signer.length > 42 ? `${signer.slice(0, 20)}…` : signer}
              </code>
              {you ? <Pill tone="good">{t("authority.you")}</Pill> : null}
            </span>
            <span>
              <Pill tone={tones[decision]}>{t(`queue.decision.${decision}`)}</Pill>
              {decidedAt === null ? null : <small>{moment(decidedAt)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

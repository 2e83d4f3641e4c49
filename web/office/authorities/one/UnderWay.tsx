import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Progress } from "../../acts/queue/Progress.tsx";
import { useDescribe } from "../../acts/useDescribe.ts";
import { useElapsed } from "../../acts/useElapsed.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { useGoverningActs } from "../../api/requests/useGoverningActs.ts";
import {
  type Operation,
  type RegistryChange,
  useRegistryChanges,
} from "../../api/requests/useRegistryChanges.ts";
import { useActing } from "../../app/useActing.ts";
import { Panel } from "../../shared/Panel.tsx";
import { Pill } from "../../shared/Pill.tsx";

/** Acts on this authority that are not in effect yet, and those that the chain refused just now. */
export function UnderWay({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { session } = useActing();
  const describe = useDescribe();
  const changes = useRegistryChanges();
  const acts = useGoverningActs(session.accounts.length > 0);
  const isOf = (operations: readonly Operation[]) =>
    operations.some(({ values }) =>
      [values.authority, values.parent, values.centre].includes(authority.id),
    );
  const sent = (changes.data ?? []).filter(
    ({ state, operations }) => state !== "effective" && isOf(operations),
  );
  const waiting = (acts.data ?? []).filter(
    ({ state, requests }) => state === "open" && isOf(requests),
  );
  if (sent.length === 0 && waiting.length === 0) return null;
  return (
    <Panel title={t("authority.underWay")}>
      <ul className="act-list">
        {waiting.map((act) => (
          <li key={act.id}>
            <Link to={`/acts/${act.id}`}>
              {act.requests.map((each) => describe(each).says).join(" ")}
            </Link>
            <Progress act={act} />
          </li>
        ))}
        {sent.map((change) => (
          <Sent
            key={change.id}
            change={change}
            says={change.operations.map((each) => describe(each).says)}
          />
        ))}
      </ul>
    </Panel>
  );
}

function Sent({
  change,
  says,
}: {
  readonly change: RegistryChange;
  readonly says: readonly string[];
}) {
  const { t } = useTranslation();
  const elapsed = useElapsed(change.sentAt, change.endedAt);
  const isRefused = change.state === "refused";
  return (
    <li>
      <Link to={`/acts/changes/${change.id}`}>{says.join(" ")}</Link>
      <small>{elapsed}</small>
      <Pill tone={isRefused ? "bad" : "wait"}>{t(`change.state.${change.state}`)}</Pill>
    </li>
  );
}

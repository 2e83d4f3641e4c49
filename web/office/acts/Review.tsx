import { useTranslation } from "react-i18next";
import { type Operation, useRefusal } from "../api/requests/useRegistryChanges.ts";
import { Panel } from "../shared/Panel.tsx";
import { Operations } from "./Operations.tsx";
import { ProposeToMany } from "./ProposeToMany.tsx";
import { RefusalNotice } from "./RefusalNotice.tsx";
import { SignAlone } from "./SignAlone.tsx";
import type { Actor } from "./useActors.ts";
import { Warnings } from "./Warnings.tsx";

type Props = {
  readonly operations: readonly Operation[];
  readonly actor: Actor;
  onBack(): void;
};

/** What the act does, before anything is signed; and whether the registry would take it. */
export function Review({ operations, actor, onBack }: Props) {
  const { t } = useTranslation();
  const refusal = useRefusal(actor.account, operations);
  return (
    <Panel title={t("acts.review")}>
      <div className="stack">
        <Operations operations={operations} />
        <Warnings operations={operations} account={actor.account} />
        {refusal.data ? <RefusalNotice refusal={refusal.data} /> : null}
        {actor.many ? (
          <ProposeToMany
            operations={operations}
            many={actor.many}
            isRefused={Boolean(refusal.data)}
            onBack={onBack}
          />
        ) : (
          <SignAlone
            operations={operations}
            account={actor.account}
            isRefused={Boolean(refusal.data)}
            onBack={onBack}
          />
        )}
      </div>
    </Panel>
  );
}

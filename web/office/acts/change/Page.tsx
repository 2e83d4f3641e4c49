import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useRegistryChange } from "../../api/requests/useRegistryChanges.ts";
import { announce } from "../../app/Announcer.tsx";
import { PageHead } from "../../app/PageHead.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Fields } from "../Fields.tsx";
import { useDescribe } from "../useDescribe.ts";
import { Following } from "./Following.tsx";

/** A change on its way to the chain, and what came of it. The address says which, so that a reload goes on here. */
export function Page() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  const change = useRegistryChange(id);
  const state = change.data?.state;
  useEffect(() => {
    if (state) announce(t(`change.state.${state}`));
  }, [state, t]);
  return (
    <>
      <PageHead title={t("change.title")} lead={state ? t(`change.state.${state}`) : undefined} />
      <Loaded of={change}>
        {(data) => (
          <div className="two">
            <Following change={data} />
            <Asked operations={data.operations} />
          </div>
        )}
      </Loaded>
    </>
  );
}

type Asked = NonNullable<ReturnType<typeof useRegistryChange>["data"]>["operations"];

function Asked({ operations }: { readonly operations: Asked }) {
  const { t } = useTranslation();
  const describe = useDescribe();
  return (
    <Panel title={t("change.asked")}>
      <div className="stack">
        {operations.map(({ signer, ...operation }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stay in their order
          <div key={index} className="operation">
            <p className="says">{describe(operation).says}</p>
            <small>{t("change.by", { account: signer })}</small>
            <Fields operation={operation} />
          </div>
        ))}
      </div>
    </Panel>
  );
}

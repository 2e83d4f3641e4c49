import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { NewBulkAct } from "../api/requests/useBeginBulkAct.ts";
import type { DocumentSource, ReachName } from "../api/requests/useDocumentPage.ts";
import { type ReachFilter, useReach } from "../api/requests/useReach.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { BulkBar } from "../documents/bulk/BulkBar.tsx";
import { DocumentPages } from "../documents/list/DocumentPages.tsx";
import { type ShownDays, toAskedDays } from "../documents/list/readFilter.ts";
import { useChoice } from "../documents/list/useChoice.ts";
import { useFilter } from "../documents/list/useFilter.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { Figures } from "./Figures.tsx";
import { Narrow } from "./Narrow.tsx";
import { Pausing } from "./Pausing.tsx";
import { useReachName } from "./useReachName.ts";

const kinds = ["authority", "officer", "api-key", "signing-key"] as const;

/** All that a key, an officer or an authority touched, and what can be done about it. */
export function Page() {
  const { t } = useTranslation();
  const { kind: given = "", id = "" } = useParams();
  const kind = kinds.find((each) => each === given);
  const mayAdminister = useMay("administer");
  if (kind && mayAdminister) return <Reach key={`${kind} ${id}`} reach={{ kind, id }} />;
  return (
    <>
      <PageHead title={t("reach.title")} />
      {kind ? <NotAllowed /> : <Empty text={t("nothing.text")} to="/" action={t("nothing.home")} />}
    </>
  );
}

function Reach({ reach }: { readonly reach: ReachName }) {
  const { t } = useTranslation();
  const { search, change } = useFilter();
  const shown: ShownDays = {
    type: search.get("type") ?? "",
    from: search.get("from") ?? "",
    to: search.get("to") ?? "",
  };
  const name = useReachName(reach);
  return (
    <>
      <PageHead
        title={t("reach.of", { kind: t(`reach.kind.${reach.kind}`) })}
        lead={name ?? <code className="long">{reach.id}</code>}
      />
      <Pausing reach={reach} />
      <Narrow shown={shown} onChange={change} />
      <Touched key={search.toString()} reach={reach} shown={shown} />
    </>
  );
}

type TouchedProps = { readonly reach: ReachName; readonly shown: ShownDays };

function Touched({ reach, shown }: TouchedProps) {
  const { t } = useTranslation();
  const filter = toAskedDays(shown);
  const asked = filter as unknown as ReachFilter;
  const figures = useReach(reach, asked);
  const mayRevoke = useMay("revoke");
  const choice = useChoice();
  const source: DocumentSource = { of: "reach", reach, filter: asked };
  const all: NewBulkAct["of"] = { by: "reach", ...reach, ...filter };
  return (
    <>
      <Loaded of={figures}>{(found) => <Figures figures={found} />}</Loaded>
      {mayRevoke && figures.data && figures.data.documents > 0 ? (
        <BulkBar
          chosen={choice.chosen}
          all={all}
          allCount={figures.data.exact ? figures.data.documents : undefined}
          clear={choice.clear}
        />
      ) : null}
      {mayRevoke ? null : <p className="calm">{t("reach.noRole")}</p>}
      <DocumentPages
        source={source}
        choice={mayRevoke ? choice : undefined}
        empty={<Empty text={t("reach.none")} />}
      />
    </>
  );
}

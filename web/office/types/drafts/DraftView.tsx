import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { Panel } from "../../shared/Panel.tsx";
import { useNames } from "../../shared/useNames.ts";
import { findDifferences } from "../design/findDifferences.ts";
import { Preview } from "../design/Preview.tsx";
import { Claims } from "../one/Claims.tsx";
import { Rules } from "../one/Rules.tsx";
import { Approvals } from "./Approvals.tsx";
import { Differences } from "./Differences.tsx";
import { Next } from "./Next.tsx";

type Props = { readonly draft: TypeDraft; readonly isOwn: boolean };

/** A draft that one looks at: what it would be, what changes, and who has approved it. */
export function DraftView({ draft, isOwn }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority: nameOf } = useNames();
  const { design, before, documentType, state } = draft;
  return (
    <>
      {state === "published" ? <Next draft={draft} isOwn={isOwn} /> : null}
      <div className="with-picture">
        <div className="stack">
          {state === "review" ? <Approvals draft={draft} /> : null}
          {state === "draft" && !isOwn ? (
            <p className="calm">{t("design.notYours", { name: nameOf(draft.authority) })}</p>
          ) : null}
          <p>{local(design.description)}</p>
          {documentType ? <Rules type={documentType} /> : null}
        </div>
        <aside aria-label={t("design.preview")}>
          <Preview design={design} issuer={nameOf(draft.authority)} />
        </aside>
      </div>
      {before ? (
        <Panel title={t("design.differences")}>
          <p className="fine">{t("design.fromBefore", { version: before.version })}</p>
          <Differences
            differences={findDifferences(before, design).filter(({ part }) => part !== "version")}
            before={t("design.before")}
            after={t("design.after")}
          />
        </Panel>
      ) : null}
      {documentType ? <Claims type={documentType} /> : null}
    </>
  );
}

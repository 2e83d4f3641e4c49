import { useTranslation } from "react-i18next";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useStatusHistory } from "../../api/requests/useStatusHistory.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Transaction } from "../../shared/Transaction.tsx";
import { useStory } from "./useStory.ts";

/** What happened to the document and who did it, oldest first, down to what is still under way. */
export function Story({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const history = useStatusHistory(document.id);
  const events = useStory(document);
  return (
    <Panel title={t("document.story")}>
      <Loaded of={history}>
        {() => (
          <ol className="story">
            {events.map(({ key, what, when, more, transaction, state }) => (
              <li key={key} data-state={state}>
                <strong>{what}</strong>
                <small>{when}</small>
                {more ? <small>{more}</small> : null}
                {transaction ? <Transaction hash={transaction} /> : null}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}

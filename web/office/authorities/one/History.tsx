import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { type AuthorityEvent, useAuthorityEvents } from "../../api/requests/useAuthorityEvents.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { More } from "../../shared/More.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { saveLine } from "./saveLine.ts";
import { useEventText } from "./useEventText.ts";

const pageEntries = 20;

/** What the chain says of the authority: who changed what, when, and by which transaction. */
export function History({ authority }: { readonly authority: Authority }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const textOf = useEventText();
  const events = useAuthorityEvents(authority.slug, pageEntries);
  return (
    <Panel title={t("history.title")}>
      <Loaded of={events}>
        {({ pages }) => (
          <DataTable
            label={t("history.title")}
            rows={pages.flatMap((page) => page.events)}
            keyOf={keyOf}
            columns={[
              { key: "when", title: t("history.when"), render: ({ at }) => moment(at) },
              { key: "what", title: t("history.what"), render: textOf },
              {
                key: "who",
                title: t("history.who"),
                render: ({ by }) => (by ? <code className="long">{by}</code> : "–"),
              },
              {
                key: "where",
                title: t("history.transaction"),
                render: ({ transactionHash, blockNumber, logIndex }) => (
                  <>
                    <code title={transactionHash}>{`${transactionHash.slice(0, 12)}…`}</code>
                    <small className="whole">
                      {t("history.block", {
                        block: number(Number(blockNumber)),
                        index: number(logIndex),
                      })}
                    </small>
                  </>
                ),
              },
              {
                key: "proof",
                title: t("history.proof"),
                render: (event) => (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t("history.saveOf", { what: textOf(event) })}
                    onClick={() => saveLine(authority.id, event)}
                  >
                    {t("history.save")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <p className="fine">
        {t("history.howTo")} <code>./sello verify-history FILE --rpc URL</code>
      </p>
      <More of={events} />
    </Panel>
  );
}

const keyOf = ({ deployment, blockNumber, logIndex }: AuthorityEvent): string =>
  `${deployment} ${blockNumber} ${logIndex}`;

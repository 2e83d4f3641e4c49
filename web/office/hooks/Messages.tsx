import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useReplayDelivery } from "../api/requests/useReplayDelivery.ts";
import {
  useWebhookDeliveries,
  type WebhookDelivery,
} from "../api/requests/useWebhookDeliveries.ts";
import type { Webhook } from "../api/requests/useWebhooks.ts";
import { announce } from "../app/Announcer.tsx";
import { DataTable } from "../shared/DataTable.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { More } from "../shared/More.tsx";
import { Panel } from "../shared/Panel.tsx";
import { Pill } from "../shared/Pill.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { useDeliveryNotes } from "./useDeliveryNotes.ts";

/** What was sent to a webhook, what became of it, and how to send it again. */
export function Messages({ hook }: { readonly hook: Webhook }) {
  const { t } = useTranslation();
  const deliveries = useWebhookDeliveries(hook.id);
  const { mutate, error } = useReplayDelivery();
  const replay = (delivery: string) =>
    mutate({ id: hook.id, delivery }, { onSuccess: () => announce(t("hooks.replayed")) });
  return (
    <Panel title={t("hooks.messagesOf", { label: hook.label })}>
      {error ? <ProblemNotice error={error} /> : null}
      <Loaded of={deliveries}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.deliveries);
          if (found.length === 0) return <p className="calm">{t("hooks.noMessages")}</p>;
          return (
            <>
              <Table hook={hook} deliveries={found} onReplay={replay} />
              <More of={deliveries} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

type TableProps = {
  readonly hook: Webhook;
  readonly deliveries: readonly WebhookDelivery[];
  onReplay(id: string): void;
};

function Table({ hook, deliveries, onReplay }: TableProps) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return (
    <DataTable
      label={t("hooks.messages")}
      rows={deliveries}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "when",
          title: t("hooks.when"),
          render: ({ createdAt }) => moment(createdAt),
        },
        {
          key: "what",
          title: t("hooks.what"),
          render: ({ event, payload }) => (
            <>
              {t(`hooks.event.${event}`)}
              <details>
                <summary>{t("hooks.payload")}</summary>
                <code className="long">{JSON.stringify(payload, null, 1)}</code>
              </details>
            </>
          ),
        },
        {
          key: "result",
          title: t("hooks.result"),
          render: (delivery) => <Result delivery={delivery} />,
        },
        {
          key: "act",
          title: t("keys.act"),
          atEnd: true,
          render: ({ id, state }) =>
            hook.state === "on" && state !== "waiting" ? (
              <Button size="compact-sm" variant="default" onClick={() => onReplay(id)}>
                {t("hooks.replay")}
              </Button>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}

const tones = { delivered: "good", waiting: "wait", failed: "bad" } as const;
const words = {
  delivered: "hooks.delivered",
  waiting: "hooks.trying",
  failed: "hooks.failed",
} as const;

function Result({ delivery }: { readonly delivery: WebhookDelivery }) {
  const { t } = useTranslation();
  const notes = useDeliveryNotes(delivery);
  return (
    <>
      <Pill tone={tones[delivery.state]}>{t(words[delivery.state])}</Pill>
      {notes === "" ? null : <small>{notes}</small>}
    </>
  );
}

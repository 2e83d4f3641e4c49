import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useSwitchWebhook } from "../api/requests/useSwitchWebhook.ts";
import { useTestWebhook } from "../api/requests/useTestWebhook.ts";
import type { Webhook } from "../api/requests/useWebhooks.ts";
import { announce } from "../app/Announcer.tsx";
import { DataTable } from "../shared/DataTable.tsx";
import { Pill } from "../shared/Pill.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { EndDialog } from "./EndDialog.tsx";

type Props = { readonly hooks: readonly Webhook[]; onShow(id: string): void };

export function HookTable({ hooks, onShow }: Props) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const [ending, setEnding] = useState<Webhook | null>(null);
  const testing = useTestWebhook();
  const switching = useSwitchWebhook();
  const error = testing.error ?? switching.error;
  const test = (id: string) => {
    onShow(id);
    testing.mutate(id, { onSuccess: () => announce(t("hooks.tested")) });
  };
  const turn = ({ id, state }: Webhook) =>
    switching.mutate(
      { id, state: state === "on" ? "off" : "on" },
      { onSuccess: () => announce(t("hooks.switched")) },
    );
  return (
    <>
      {error ? <ProblemNotice error={error} /> : null}
      <DataTable
        label={t("hooks.title")}
        rows={hooks}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "label",
            title: t("hooks.label"),
            render: ({ label, url }) => (
              <>
                <strong>{label}</strong>
                <small className="long">{url}</small>
              </>
            ),
          },
          {
            key: "events",
            title: t("hooks.events"),
            render: ({ events }) => events.map((event) => t(`hooks.event.${event}`)).join(" · "),
          },
          {
            key: "state",
            title: t("hooks.state"),
            render: ({ state, offReason, waiting }) => (
              <span className="pills">
                <Pill tone={state === "on" ? "good" : offReason === "by_hand" ? "calm" : "bad"}>
                  {state === "on" ? t("hooks.on") : t(`hooks.off.${offReason ?? "by_hand"}`)}
                </Pill>
                {waiting > 0 ? (
                  <Pill tone="wait">{t("hooks.waiting", { number: number(waiting) })}</Pill>
                ) : null}
              </span>
            ),
          },
          {
            key: "arrived",
            title: t("hooks.arrived"),
            render: ({ deliveredAt }) =>
              deliveredAt === null ? t("hooks.never") : moment(deliveredAt),
          },
          {
            key: "act",
            title: t("keys.act"),
            atEnd: true,
            render: (hook) => (
              <HookActs
                hook={hook}
                onShow={() => onShow(hook.id)}
                onTest={() => test(hook.id)}
                onSwitch={() => turn(hook)}
                onEnd={() => setEnding(hook)}
              />
            ),
          },
        ]}
      />
      <EndDialog hook={ending} onClose={() => setEnding(null)} />
    </>
  );
}

type ActsProps = {
  readonly hook: Webhook;
  onShow(): void;
  onTest(): void;
  onSwitch(): void;
  onEnd(): void;
};

function HookActs({ hook, onShow, onTest, onSwitch, onEnd }: ActsProps) {
  const { t } = useTranslation();
  const isOn = hook.state === "on";
  const acts = [
    { text: t("hooks.messages"), act: onShow },
    ...(isOn ? [{ text: t("hooks.test"), act: onTest }] : []),
    { text: t(isOn ? "hooks.switchOff" : "hooks.switchOn"), act: onSwitch },
  ];
  return (
    <span className="key-acts">
      {acts.map(({ text, act }) => (
        <Button
          key={text}
          size="compact-sm"
          variant="default"
          aria-label={`${text}: ${hook.label}`}
          onClick={act}
        >
          {text}
        </Button>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        className="danger"
        aria-label={`${t("hooks.end")}: ${hook.label}`}
        onClick={onEnd}
      >
        {t("hooks.end")}
      </Button>
    </span>
  );
}

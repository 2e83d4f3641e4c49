import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import {
  type OwnPasskey,
  type OwnPasskeys,
  useOwnPasskeys,
} from "../api/requests/useOwnPasskeys.ts";
import { readPasskey } from "../passkey/rememberedPasskey.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Panel } from "../shared/Panel.tsx";
import { Pill } from "../shared/Pill.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { AddDeviceDialog } from "./AddDeviceDialog.tsx";
import { RemoveDeviceDialog } from "./RemoveDeviceDialog.tsx";

/** The devices that sign for the account; nothing where it is a wallet's. */
export function Passkeys() {
  const { data, error } = useOwnPasskeys();
  if (error && !data) return <ProblemNotice error={error} />;
  return data?.creation ? <Devices own={data} creation={data.creation} /> : null;
}

type Props = {
  readonly own: OwnPasskeys;
  readonly creation: NonNullable<OwnPasskeys["creation"]>;
};

function Devices({ own: { passkeys }, creation }: Props) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const [isAdding, setIsAdding] = useState(false);
  const [removed, setRemoved] = useState<OwnPasskey | null>(null);
  const nameOf = ({ name }: OwnPasskey) => name ?? t("sessions.firstDevice");
  const here = readPasskey()?.id;
  const isOnly = passkeys.filter(({ state }) => state === "active").length === 1;
  return (
    <Panel
      title={t("sessions.passkeys")}
      aside={<Button onClick={() => setIsAdding(true)}>{t("sessions.addDevice")}</Button>}
    >
      <p className="fine">{t("sessions.passkeysLead")}</p>
      <DataTable
        label={t("sessions.passkeys")}
        rows={passkeys}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "device",
            title: t("sessions.device"),
            render: (each) => (
              <>
                {nameOf(each)}{" "}
                {each.id === here ? <Pill tone="calm">{t("sessions.usedHere")}</Pill> : null}
              </>
            ),
          },
          { key: "added", title: t("sessions.added"), render: ({ addedAt }) => day(addedAt) },
          {
            key: "state",
            title: t("imports.stateTitle"),
            render: ({ state }) => (
              <Pill tone={state === "active" ? "good" : "wait"}>
                {t(`sessions.passkeyState.${state}`)}
              </Pill>
            ),
          },
          {
            key: "act",
            title: t("keys.act"),
            atEnd: true,
            render: (each) => (
              <Act passkey={each} here={here} isOnly={isOnly} remove={() => setRemoved(each)} />
            ),
          },
        ]}
      />
      <AddDeviceDialog
        isOpen={isAdding}
        passkeys={passkeys}
        creation={creation}
        onClose={() => setIsAdding(false)}
      />
      <RemoveDeviceDialog
        passkey={removed}
        name={removed ? nameOf(removed) : ""}
        onClose={() => setRemoved(null)}
      />
    </Panel>
  );
}

type ActProps = {
  readonly passkey: OwnPasskey;
  readonly here: string | undefined;
  readonly isOnly: boolean;
  remove(): void;
};

/** Who removes a device confirms with another one, so that one that works is left. */
function Act({ passkey: { id, state }, here, isOnly, remove }: ActProps) {
  const { t } = useTranslation();
  if (state !== "active") return "–";
  if (isOnly) return <span className="fine">{t("sessions.lastOne")}</span>;
  if (id === here) return <span className="fine">{t("sessions.ownDevice")}</span>;
  return (
    <Button size="compact-sm" variant="default" className="danger" onClick={remove}>
      {t("sessions.removeDevice")}
    </Button>
  );
}

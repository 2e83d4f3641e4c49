import { Button } from "@mantine/core";
import { deviceReasons } from "@sello/api";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import {
  type DeviceEnding,
  useConfirmEnding,
  useDeviceEndings,
  useDropEnding,
} from "../api/requests/useDesk.ts";
import { announce } from "../app/Announcer.tsx";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";
import { Facts } from "../shared/Facts.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { shortAccount } from "../shared/shortAccount.ts";

/** Devices that are to end, once a second officer agrees. */
export function Waiting() {
  const { t } = useTranslation();
  const endings = useDeviceEndings(true);
  return (
    <Panel title={t("desk.waiting.title")}>
      <p>{t("desk.waiting.lead")}</p>
      <Loaded of={endings} lines={2}>
        {(found) =>
          found.length === 0 ? (
            <p className="calm">{t("desk.waiting.none")}</p>
          ) : (
            <ul className="desk-waiting">
              {found.map((ending) => (
                <li key={ending.id}>
                  <Ending ending={ending} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Ending({ ending }: { readonly ending: DeviceEnding }) {
  const { t } = useTranslation();
  const { local, moment, number } = useFormats();
  const [isSure, setIsSure] = useState(false);
  const confirming = useConfirmEnding();
  const dropping = useDropEnding();
  const { id, person, passkeys, removePhone, own } = ending;
  const what =
    passkeys === null
      ? t("desk.waiting.all")
      : t("desk.waiting.some", { number: number(passkeys) });
  const confirm = () =>
    confirming.mutate(id, {
      onSuccess: (done) =>
        announce(
          t("desk.waiting.ended", {
            passkeys: number(done.passkeys),
            sessions: number(done.sessions),
            copies: number(done.copies),
            shares: number(done.shares),
          }),
        ),
    });
  return (
    <>
      <Facts
        facts={[
          { title: t("desk.waiting.person"), value: person },
          { title: t("desk.reason"), value: local(deviceReasons[ending.reason]) },
          {
            title: t("desk.waiting.what"),
            value: removePhone ? `${what} ${t("desk.waiting.andPhone")}` : what,
          },
          {
            title: t("desk.waiting.by"),
            value: own
              ? t("audit.you")
              : `${local(ending.authority.name)} · ${shortAccount(ending.askedBy)}`,
          },
          { title: t("desk.waiting.until"), value: moment(ending.endsAt) },
        ]}
      />
      {dropping.error ? <ProblemNotice error={dropping.error} /> : null}
      <div className="acts">
        {own ? null : (
          <Button color="red" onClick={() => setIsSure(true)}>
            {t("desk.waiting.confirm")}
          </Button>
        )}
        <Button
          variant="default"
          loading={dropping.isPending}
          onClick={() =>
            dropping.mutate(id, { onSuccess: () => announce(t("desk.waiting.dropped")) })
          }
        >
          {t(own ? "desk.waiting.takeBack" : "desk.waiting.decline")}
        </Button>
      </div>
      {own ? <p className="fine">{t("desk.waiting.other")}</p> : null}
      <ConfirmDialog
        isOpen={isSure}
        title={t("desk.waiting.sure", { person })}
        text={t("desk.waiting.sureText")}
        act={t("desk.waiting.confirm")}
        isPending={confirming.isPending}
        error={confirming.error}
        onConfirm={confirm}
        onClose={() => {
          confirming.reset();
          setIsSure(false);
        }}
      />
    </>
  );
}

import { Alert, Button, Checkbox, NativeSelect, Radio } from "@mantine/core";
import { type DeviceReason, deviceReasons } from "@sello/api";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { type DeskView, useAskToEnd } from "../api/requests/useDesk.ts";
import { announce } from "../app/Announcer.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";

type Props = {
  readonly idNumber: string;
  readonly account: NonNullable<DeskView["account"]>;
  readonly hasPhone: boolean;
};

/** Asks that stolen devices end: another officer has to confirm it. */
export function EndDevices({ idNumber, account, hasPhone }: Props) {
  const { t } = useTranslation();
  const { day, local, moment } = useFormats();
  const [reason, setReason] = useState<DeviceReason>("stolen");
  const [isAll, setIsAll] = useState(true);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [removePhone, setRemovePhone] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending } = useAskToEnd();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (!isAll && chosen.length === 0) return announce(t("keys.incomplete"));
    mutate(
      { idNumber, reason, passkeys: isAll ? null : [...chosen], removePhone },
      { onSuccess: ({ endsAt }) => announce(t("desk.end.asked", { at: moment(endsAt) })) },
    );
  };
  if (data)
    return (
      <Alert className="notice wait" role="status">
        {t("desk.end.asked", { at: moment(data.endsAt) })}
      </Alert>
    );
  return (
    <form className="stack desk-part" onSubmit={submit} noValidate>
      <h3>{t("desk.end.title")}</h3>
      <p>{t("desk.end.lead")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <div className="fields">
        <NativeSelect
          label={t("desk.reason")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as DeviceReason)}
          data={Object.entries(deviceReasons).map(([value, text]) => ({
            value,
            label: local(text),
          }))}
        />
      </div>
      {account.passkeys.length > 1 ? (
        <Radio.Group
          label={t("desk.end.which")}
          value={isAll ? "all" : "some"}
          onChange={(value) => setIsAll(value === "all")}
        >
          <div className="tick-boxes">
            <Radio value="all" label={t("desk.end.all")} />
            <Radio value="some" label={t("desk.end.some")} />
          </div>
        </Radio.Group>
      ) : null}
      {isAll ? null : (
        <Checkbox.Group
          label={t("desk.end.devices")}
          description={t("desk.end.devicesHint")}
          error={isAsked && chosen.length === 0 ? t("desk.end.chooseOne") : undefined}
          value={[...chosen]}
          onChange={setChosen}
        >
          <div className="tick-boxes">
            {account.passkeys.map(({ id, name, createdAt }) => (
              <Checkbox
                key={id}
                value={id}
                label={t("desk.end.device", { name, day: day(createdAt) })}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {hasPhone ? (
        <Checkbox
          checked={removePhone}
          onChange={(event) => setRemovePhone(event.currentTarget.checked)}
          label={t("desk.end.removePhone")}
          description={t("desk.end.removePhoneHint")}
        />
      ) : null}
      <div className="submit">
        <Button type="submit" color="red" loading={isPending}>
          {t("desk.end.submit")}
        </Button>
      </div>
    </form>
  );
}

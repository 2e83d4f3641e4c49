import { Alert, Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { FaultNotice } from "../acts/signing/FaultNotice.tsx";
import { type PasskeyChange, useChangePasskeys } from "../api/requests/useChangePasskeys.ts";
import { useMakePasskey } from "../api/requests/useMakePasskey.ts";
import type { OwnPasskeys } from "../api/requests/useOwnPasskeys.ts";
import { announce } from "../app/Announcer.tsx";
import { useActing } from "../app/useActing.ts";
import { PasskeyFault } from "../passkey/PasskeyFault.tsx";
import { Dialog } from "../shared/Dialog.tsx";
import { FormActs } from "../shared/FormActs.tsx";
import { shortAccount } from "../shared/shortAccount.ts";

type OwnProps = {
  readonly passkeys: OwnPasskeys["passkeys"];
  readonly creation: NonNullable<OwnPasskeys["creation"]>;
  onClose(): void;
};

/** As the API has it (`apiLimits.passkeyNameCharacters`). */
const nameMax = 60;

/** Two prompts of the browser, each behind a button of its own: the new device's, then one's own. */
export function AddDeviceDialog({ isOpen, ...own }: OwnProps & { readonly isOpen: boolean }) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={own.onClose} title={t("sessions.addDevice")}>
      <AddDevice {...own} />
    </Dialog>
  );
}

function AddDevice(own: OwnProps) {
  const [made, setMade] = useState<PasskeyChange | null>(null);
  return made?.kind === "add" ? (
    <SignAddition change={made} onClose={own.onClose} />
  ) : (
    <MakeOne {...own} onMade={setMade} />
  );
}

function MakeOne({
  passkeys,
  creation,
  onClose,
  onMade,
}: OwnProps & { onMade(made: PasskeyChange): void }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { session, authority } = useActing();
  const [name, setName] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending } = useMakePasskey();
  const isMissing = name.trim() === "";
  const account = shortAccount(session.account);
  const user = authority ? `${local(authority.name)} (${account})` : account;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (isMissing) return announce(t("sessions.deviceMissing"));
    mutate({ passkeys, creation, user, name: name.trim() }, { onSuccess: onMade });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextInput
        label={t("sessions.deviceName")}
        description={t("sessions.deviceHint")}
        error={isAsked && isMissing ? t("sessions.deviceMissing") : undefined}
        maxLength={nameMax}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p>{t("sessions.stepDevice")}</p>
      {error ? <MakeFault error={error} /> : null}
      <FormActs isPending={isPending} onClose={onClose}>
        {t("sessions.makePasskey")}
      </FormActs>
    </form>
  );
}

function MakeFault({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  // The device has a passkey of the account (WebAuthn level 3, 6.3.2).
  if (error.name === "InvalidStateError")
    return (
      <Alert className="notice wait" role="alert">
        {t("sessions.sameDevice")}
      </Alert>
    );
  return (
    <PasskeyFault
      error={error}
      title={t("invitation.refusedTitle")}
      text={t("invitation.refusedText")}
    />
  );
}

type SignProps = {
  readonly change: Extract<PasskeyChange, { kind: "add" }>;
  onClose(): void;
};

function SignAddition({ change, onClose }: SignProps) {
  const { t } = useTranslation();
  const { session } = useActing();
  const { mutate, error, isPending } = useChangePasskeys(session.account);
  const sign = () =>
    mutate(change, {
      onSuccess: () => {
        announce(t("sessions.deviceAdded"));
        onClose();
      },
    });
  return (
    <div className="stack">
      <p role="status">{t("sessions.stepSign", { name: change.name })}</p>
      {error ? <FaultNotice error={error} retry={sign} /> : null}
      <div className="acts">
        <Button loading={isPending} onClick={sign} autoFocus>
          {t("sessions.signAddition")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}

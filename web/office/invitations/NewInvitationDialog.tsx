import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import type { Authority } from "../api/requests/useAuthority.ts";
import { useCreateInvitation } from "../api/requests/useCreateInvitation.ts";
import type { Invitation } from "../api/requests/useInvitations.ts";
import { announce } from "../app/Announcer.tsx";
import { useActing } from "../app/useActing.ts";
import { Dialog } from "../shared/Dialog.tsx";
import { FormActs } from "../shared/FormActs.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { InvitationLink } from "./InvitationLink.tsx";
import { officersOf, withBelow } from "./officers.ts";

type Role = Invitation["roles"][number];
type Props = { readonly isOpen: boolean; onClose(): void };

export function NewInvitationDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const authorities = useAuthorities();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("invitations.new")}>
      <Loaded of={authorities}>{() => <NewInvitation onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

const daySeconds = 86_400;
const terms = [1, 7, 30] as const;
const roles = ["issue", "revoke", "administer"] as const satisfies readonly Role[];

function NewInvitation({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { session } = useActing();
  const offices = useOffices();
  const [slug, setSlug] = useState(offices[0]?.slug ?? "");
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly Role[]>([]);
  const [days, setDays] = useState<number>(7);
  const [replaces, setReplaces] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const others = officersOf(offices.find((office) => office.slug === slug)).filter(
    (account) => account !== session.account.toLowerCase(),
  );
  const { mutate, data, error, isPending } = useCreateInvitation();
  if (data) return <InvitationLink created={data} onClose={onClose} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (name.trim() === "" || chosen.length === 0) return announce(t("keys.incomplete"));
    const endsAt = Math.floor(Date.now() / 1000) + days * daySeconds;
    const lost = replaces === "" ? {} : { replaces: replaces as `0x${string}` };
    mutate({ authority: slug, name: name.trim(), roles: [...chosen], endsAt, ...lost });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {error ? <ProblemNotice error={error} /> : null}
      <TextInput
        autoFocus
        label={t("invitations.name")}
        description={t("invitations.nameHint")}
        error={isAsked && name.trim() === "" ? t("invitations.nameNeeded") : undefined}
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {offices.length > 1 ? (
        <NativeSelect
          label={t("invitations.authority")}
          value={slug}
          onChange={(event) => {
            setSlug(event.currentTarget.value);
            setReplaces("");
          }}
          data={offices.map((office) => ({ value: office.slug, label: local(office.name) }))}
        />
      ) : null}
      <Checkbox.Group
        label={t("invitations.roles")}
        description={t("invitations.rolesHint")}
        error={isAsked && chosen.length === 0 ? t("invitations.roleNeeded") : undefined}
        value={[...chosen]}
        onChange={(found) => setChosen(found as Role[])}
      >
        <div className="tick-boxes">
          {roles.map((role) => (
            <Checkbox key={role} value={role} label={t(`role.${role}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={t("invitations.term")}
        value={days}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
        data={terms.map((number) => ({
          value: String(number),
          label: t("types.days", { number }),
        }))}
      />
      {others.length > 0 ? (
        <NativeSelect
          label={t("invitations.replaces")}
          description={t("invitations.replacesHint")}
          value={replaces}
          onChange={(event) => setReplaces(event.currentTarget.value)}
          data={[
            { value: "", label: t("invitations.nobody") },
            ...others.map((account) => ({ value: account, label: account })),
          ]}
        />
      ) : null}
      <FormActs isPending={isPending} onClose={onClose}>
        {t("invitations.create")}
      </FormActs>
    </form>
  );
}

/** The authority that one works for, and those below it. */
function useOffices(): readonly Authority[] {
  const { authority } = useActing();
  const { data: all = [] } = useAuthorities();
  return useMemo(() => withBelow(all, authority?.slug ?? ""), [all, authority]);
}

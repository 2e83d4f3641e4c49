import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import { useActing } from "../app/useActing.ts";
import { belowOf } from "../shared/belowOf.ts";
import { auditKinds } from "./actions.ts";
import { type AuditFilter, isFiltered, readFilter } from "./auditFilter.ts";

type Props = { readonly filter: AuditFilter; onChange(filter: AuditFilter): void };

/** What is looked for. Texts and days are taken up with the button, so that typing asks nothing. */
export function Filters({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(filter);
  const change = (part: Partial<AuditFilter>) => setTyped({ ...typed, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed);
  };
  return (
    <search>
      <form className="search-form" onSubmit={submit}>
        <AuthorityChoice value={typed.authority} onChange={(authority) => change({ authority })} />
        <NativeSelect
          label={t("audit.filter.action")}
          value={typed.action}
          onChange={(event) => change({ action: event.currentTarget.value })}
          data={[
            { value: "", label: t("audit.filter.everyAction") },
            ...auditKinds.map((kind) => ({
              value: kind as string,
              label: t(`audit.kind.${kind}`),
            })),
          ]}
        />
        <TextInput
          label={t("audit.filter.actor")}
          description={t("audit.filter.actorHint")}
          maxLength={100}
          spellCheck={false}
          value={typed.actor}
          onChange={(event) => change({ actor: event.currentTarget.value })}
        />
        <TextInput
          label={t("audit.filter.subject")}
          description={t("audit.filter.subjectHint")}
          maxLength={200}
          spellCheck={false}
          value={typed.subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
        <TextInput
          label={t("audit.filter.from")}
          type="date"
          value={typed.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          label={t("audit.filter.to")}
          type="date"
          value={typed.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        <div className="acts">
          <Button type="submit">{t("audit.filter.apply")}</Button>
          {isFiltered(filter) ? (
            <Button variant="default" onClick={() => onChange(readFilter(new URLSearchParams()))}>
              {t("audit.filter.clear")}
            </Button>
          ) : null}
        </div>
      </form>
    </search>
  );
}

type ChoiceProps = { readonly value: string; onChange(slug: string): void };

/** One's own, or one below it; nothing to choose where nothing is below. */
function AuthorityChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority: own } = useActing();
  const { data: all = [] } = useAuthorities();
  const below = own ? belowOf(all, own.slug) : [];
  if (below.length === 0) return null;
  return (
    <NativeSelect
      label={t("audit.filter.authority")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        ...all
          .filter(({ slug }) => slug === own?.slug)
          .map(({ name }) => ({ value: "", label: local(name) })),
        ...below.map(({ slug, name }) => ({ value: slug as string, label: local(name) })),
      ]}
    />
  );
}

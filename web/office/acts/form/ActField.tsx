import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Authority } from "../../api/requests/useAuthority.ts";
import { useTypes } from "../../api/requests/useTypes.ts";
import { isNow } from "../../shared/isNow.ts";
import type { Field } from "../actKinds.ts";
import { allRoles, hasRole, type Role, toFlags } from "../roleFlag.ts";
import { toIssuer } from "./toOperations.ts";

type Props = {
  readonly field: Field;
  readonly authority: Authority;
  readonly value: string;
  readonly isWrong: boolean;
  onChange(value: string): void;
};

type Option = { readonly value: string; readonly label: string };

/** A field as its kind asks for it: a choice where the registry knows what there is, a text elsewhere. */
export function ActField(props: Props) {
  const { field } = props;
  if (field.kind === "roles") return <RolesField {...props} />;
  if (field.kind === "type") return <TypeField {...props} />;
  if (field.kind === "key") return <KeyField {...props} />;
  if (["level", "state", "kind", "flag"].includes(field.kind)) return <WordField {...props} />;
  return <TextField {...props} />;
}

function useLabel(name: string) {
  const { t } = useTranslation();
  return { label: t(`acts.field.${name as "slug"}`), wrong: t("acts.wrong") };
}

function Choice({
  field,
  value,
  isWrong,
  onChange,
  options,
}: Props & { options: readonly Option[] }) {
  const { t } = useTranslation();
  const { label, wrong } = useLabel(field.name);
  return (
    <NativeSelect
      name={field.name}
      label={label}
      error={isWrong ? wrong : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: "", label: t("issue.choose") }, ...options]}
    />
  );
}

const kinds = ["district", "industry", "department"] as const;
const states = ["active", "suspended", "retired"] as const;

function WordField(props: Props) {
  const { t } = useTranslation();
  const options: Readonly<Record<string, readonly Option[]>> = {
    kind: kinds.map((kind, index) => ({
      value: String(index + 2),
      label: t(`authority.kind.${kind}`),
    })),
    state: states.map((state, index) => ({
      value: String(index + 1),
      label: t(`authority.state.${state}`),
    })),
    level: ([0, 1, 2] as const).map((level) => ({
      value: String(level),
      label: t(`acts.level.${level}`),
    })),
    flag: [
      { value: "true", label: t("common.yes") },
      { value: "false", label: t("common.no") },
    ],
  };
  return <Choice {...props} options={options[props.field.kind] ?? []} />;
}

function TypeField(props: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { data: types = [] } = useTypes();
  const options = types.map(({ id, title, version }) => ({
    value: id,
    label: `${local(title)} (${t("types.version", { version })})`,
  }));
  return <Choice {...props} options={options} />;
}

function KeyField(props: Props) {
  const { field, authority } = props;
  const keys = field.name === "thumbprint" ? authority.keys : authority.keys.filter(isNow);
  return (
    <Choice
      {...props}
      options={keys.map(({ thumbprint }) => ({ value: thumbprint, label: thumbprint }))}
    />
  );
}

function RolesField({ field, value, onChange }: Props) {
  const { t } = useTranslation();
  const { label } = useLabel(field.name);
  const flags = Number(value) || 0;
  return (
    <Checkbox.Group
      label={label}
      description={t("acts.rolesHint")}
      value={allRoles.filter((role) => hasRole(flags, role))}
      onChange={(chosen) => onChange(String(toFlags(chosen as Role[])))}
    >
      <div className="tick-boxes">
        {allRoles.map((role) => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

const hinted = new Set(["slug", "officer", "account", "until", "since", "overlapHours", "prefix"]);

function TextField({ field, authority, value, isWrong, onChange }: Props) {
  const { t } = useTranslation();
  const { label, wrong } = useLabel(field.name);
  const hint = hinted.has(field.name) ? t(`acts.hint.${field.name as "slug"}`) : undefined;
  const isSlug = field.kind === "slug" && value !== "";
  return (
    <TextInput
      name={field.name}
      label={label}
      description={isSlug ? toIssuer(authority, value) : hint}
      error={isWrong ? wrong : undefined}
      type={field.kind === "time" ? "datetime-local" : "text"}
      inputMode={field.kind === "number" ? "numeric" : undefined}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

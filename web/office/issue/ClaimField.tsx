import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { claimText } from "../../ui/card/claimText.ts";
import { useFormats } from "../../ui/useFormats.ts";
import type { DocumentType } from "../api/requests/useTypes.ts";
import { PhotoField } from "./PhotoField.tsx";
import type { Field } from "./readSchema.ts";

type Props = {
  readonly type: DocumentType;
  readonly field: Field;
  readonly value: unknown;
  readonly isWrong: boolean;
  onChange(value: unknown): void;
};

/** Without a point or zeros at the end, which a number would lose while one is typing. */
const numberPattern = /^(0|[1-9]\d{0,14})(\.\d*[1-9])?$/;

const isNumeric = (kind: string | undefined): boolean => kind === "integer" || kind === "number";

/** The field of one claim, of the kind that its schema asks for, with the type's own title and rule. */
export function ClaimField(props: Props) {
  const { schema } = props.field;
  const shared = useShared(props);
  const text = typeof props.value === "string" ? props.value : "";
  if (schema.format === "photo")
    return (
      <PhotoField
        name={shared.name}
        label={shared.label}
        error={shared.error}
        value={text}
        onChange={props.onChange}
      />
    );
  if (schema.items?.enum) return <SeveralField {...props} options={schema.items.enum} />;
  if (schema.enum) return <OneField {...props} options={schema.enum} />;
  if (isNumeric(schema.type)) return <NumericField {...props} />;
  return <TextField {...props} />;
}

/** What fields of every kind say. */
function useShared({ type, field: { name, schema, isRequired }, isWrong }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const details = type.claims[name];
  const rule = details?.rule ? local(details.rule) : undefined;
  const title = local(details?.title ?? { zh: name, es: name, en: name });
  return {
    name,
    label: isRequired ? title : `${title} (${t("issue.optional")})`,
    // Where one chooses, the rule is for those who write into a file.
    description: schema.enum || schema.format === "photo" ? undefined : rule,
    error: isWrong ? t("issue.notRight") : undefined,
    "aria-required": isRequired,
  };
}

type Options = Props & { readonly options: readonly string[] };

/** The values that the schema lists, in the type's own words. */
function useOptions({ type, field: { name }, options }: Options) {
  const { language } = useFormats();
  return options.map((value) => ({ value, label: claimText(type, name, value, language) }));
}

function SeveralField(props: Options) {
  const { name, label, description, error } = useShared(props);
  const options = useOptions(props);
  const { value, onChange } = props;
  return (
    <Checkbox.Group
      label={label}
      description={description}
      error={error}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={onChange}
    >
      <div className="tick-boxes">
        {options.map((option) => (
          <Checkbox key={option.value} name={name} {...option} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function OneField(props: Options) {
  const { t } = useTranslation();
  const shared = useShared(props);
  const options = useOptions(props);
  return (
    <NativeSelect
      {...shared}
      value={typeof props.value === "string" ? props.value : ""}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={[{ value: "", label: t("issue.choose") }, ...options]}
    />
  );
}

/** A number as text, so that what is no number stays to be seen, and is said to be wrong. */
function NumericField(props: Props) {
  const shared = useShared(props);
  const { value, onChange } = props;
  return (
    <TextInput
      {...shared}
      inputMode={props.field.schema.type === "number" ? "decimal" : "numeric"}
      autoComplete="off"
      value={value === undefined ? "" : String(value)}
      onChange={({ currentTarget: { value: text } }) =>
        onChange(numberPattern.test(text) ? Number(text) : text)
      }
    />
  );
}

function TextField(props: Props) {
  const { type, field, value, onChange } = props;
  const { format, maxLength } = field.schema;
  const shared = {
    ...useShared(props),
    ...(maxLength === undefined ? {} : { maxLength }),
    value: typeof value === "string" ? value : "",
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(event.currentTarget.value),
  };
  if (format === "date") return <TextInput {...shared} type="date" />;
  if (type.claims[field.name]?.multiLine) return <Textarea {...shared} rows={2} />;
  return <TextInput {...shared} autoComplete="off" />;
}

import type { JsonObject } from "@sello/sdk";
import { useWords } from "../words/useWords.ts";
import type { Item } from "./ownEvidence.ts";

type Json = JsonObject[string];
type Form = Item["form"];

/** Names of fields that are asked for and not filled in. */
export const unfilled = ({ schema }: Form, form: JsonObject): readonly string[] =>
  schema.required.filter((name) => form[name] === undefined);

type Props = {
  readonly form: Form;
  readonly values: JsonObject;
  readonly change: (values: JsonObject) => void;
  /** Fields of which it is said that they are missing. */
  readonly missing: readonly string[];
};

/** The fields of an item's form, in its order. */
export function FormFields({ form, values, change, missing }: Props) {
  const { words, language } = useWords();
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _, ...rest } = values;
    change(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <fieldset>
      <legend>
        <h2>{words.applying.form}</h2>
      </legend>
      {Object.entries(form.fields).map(([name, { title, help }]) => {
        const isMissing = missing.includes(name);
        const hints = [help === undefined ? null : `${name}-help`, isMissing && `${name}-missing`];
        return (
          <div key={name} className="field">
            <Field
              form={form}
              name={name}
              label={title[language]}
              value={values[name]}
              set={(value) => set(name, value)}
              describedBy={hints.filter(Boolean).join(" ") || undefined}
              isMissing={isMissing}
            />
            {help === undefined ? null : (
              <p className="hint" id={`${name}-help`}>
                {help[language]}
              </p>
            )}
            {isMissing ? (
              <p className="bad" id={`${name}-missing`}>
                {words.applying.notFilled}
              </p>
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}

type FieldProps = {
  readonly form: Form;
  readonly name: string;
  readonly label: string;
  readonly value: Json | undefined;
  readonly set: (value: Json | undefined) => void;
  readonly describedBy: string | undefined;
  readonly isMissing: boolean;
};

function Field({ form, name, label, value, set, describedBy, isMissing }: FieldProps) {
  const { words, language } = useWords();
  const schema = form.schema.properties[name];
  if (schema === undefined) return null;
  const shared = { id: name, "aria-describedby": describedBy, "aria-invalid": isMissing };
  if ("type" in schema && schema.type === "boolean")
    return (
      <label className="tick">
        <input
          {...shared}
          type="checkbox"
          checked={value === true}
          onInput={({ currentTarget }) => set(currentTarget.checked)}
        />
        {label}
      </label>
    );
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  if ("enum" in schema)
    return (
      <>
        <label htmlFor={name}>{label}</label>
        <select
          {...shared}
          value={text}
          onInput={({ currentTarget }) => set(currentTarget.value || undefined)}
        >
          <option value="">{words.applying.choose}</option>
          {schema.enum.map((each) => (
            <option key={each} value={each}>
              {form.fields[name]?.words?.[each]?.[language] ?? each}
            </option>
          ))}
        </select>
      </>
    );
  return (
    <>
      <label htmlFor={name}>{label}</label>
      <input
        {...shared}
        {...("type" in schema && schema.type === "integer"
          ? {
              type: "number",
              inputMode: "numeric",
              min: schema.minimum,
              max: schema.maximum,
              step: 1,
            }
          : "format" in schema
            ? { type: "date" }
            : { type: "text", maxLength: "maxLength" in schema ? schema.maxLength : undefined })}
        value={text}
        onInput={({ currentTarget }) => {
          const given = currentTarget.value;
          if (given.trim() === "") set(undefined);
          else set("type" in schema && schema.type === "integer" ? Number(given) : given);
        }}
      />
    </>
  );
}

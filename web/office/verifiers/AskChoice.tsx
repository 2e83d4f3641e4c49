import { Checkbox } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { type DocumentType, newestOf, useTypes } from "../api/requests/useTypes.ts";
import type { Draft } from "./draft.ts";

type Chosen = Draft["mayAsk"];
type Props = {
  readonly chosen: Chosen;
  readonly error: string | undefined;
  onChange(chosen: Chosen): void;
};

/** Of each document type, the claims that may be asked for. */
export function AskChoice({ chosen, error, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { data: types = [] } = useTypes();
  return (
    <fieldset className="ask-choice" aria-describedby={id}>
      <legend>{t("verifiers.mayAsk")}</legend>
      <p id={id} className={error ? "bad" : "hint"}>
        {error ?? t("verifiers.mayAskHint")}
      </p>
      {newestOf(types).map((type) => (
        <OfType
          key={type.name}
          type={type}
          claims={chosen[type.name] ?? []}
          onChange={(claims) => onChange({ ...chosen, [type.name]: claims })}
        />
      ))}
    </fieldset>
  );
}

type OfTypeProps = {
  readonly type: DocumentType;
  readonly claims: readonly string[];
  onChange(claims: readonly string[]): void;
};

function OfType({ type, claims, onChange }: OfTypeProps) {
  const { t } = useTranslation();
  const { local, number } = useFormats();
  const count =
    claims.length === 0 ? "" : ` · ${t("verifiers.chosen", { number: number(claims.length) })}`;
  return (
    <details>
      <summary>{`${local(type.title)}${count}`}</summary>
      <Checkbox.Group
        aria-label={local(type.title)}
        value={[...claims]}
        onChange={(values) => onChange(values)}
      >
        <div className="tick-boxes">
          {Object.entries(type.claims).map(([name, { title }]) => (
            <Checkbox key={name} value={name} label={local(title)} />
          ))}
        </div>
      </Checkbox.Group>
    </details>
  );
}

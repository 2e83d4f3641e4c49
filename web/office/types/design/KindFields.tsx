import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { DesignClaim } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { Choices } from "./Choices.tsx";
import { useDesign, useFaultAt } from "./DesignContext.ts";
import { ofAge } from "./newDesign.ts";
import { WholeNumberField } from "./WholeNumberField.tsx";

type Props<Claim = DesignClaim> = {
  readonly claim: Claim;
  readonly at: string;
  onChange(claim: DesignClaim): void;
};
type OfKind<Kind extends DesignClaim["kind"]> = Props<Extract<DesignClaim, { kind: Kind }>>;

/** What is asked about a claim of its kind. */
export function KindFields({ claim, ...rest }: Props) {
  switch (claim.kind) {
    case "text":
      return <TextFields claim={claim} {...rest} />;
    case "number":
      return <NumberFields claim={claim} {...rest} />;
    case "date":
      return <DateFields claim={claim} {...rest} />;
    case "choice":
      return <Choices claim={claim} {...rest} />;
    case "code":
      return <CodeFields claim={claim} {...rest} />;
    case "ageOver":
      return <AgeFields claim={claim} {...rest} />;
    default:
      return null;
  }
}

function TextFields({ claim, onChange }: OfKind<"text">) {
  const { t } = useTranslation();
  return (
    <div className="fields">
      <WholeNumberField
        label={t("design.charactersMax")}
        value={claim.charactersMax}
        min={1}
        max={2_000}
        onChange={(charactersMax) => onChange({ ...claim, charactersMax })}
      />
      <Checkbox
        className="beside"
        label={t("design.multiLine")}
        checked={claim.multiLine}
        onChange={(event) => onChange({ ...claim, multiLine: event.currentTarget.checked })}
      />
    </div>
  );
}

const most = 999_999_999_999;

function NumberFields({ claim, at, onChange }: OfKind<"number">) {
  const { t } = useTranslation();
  const faultAt = useFaultAt();
  return (
    <div className="fields">
      <WholeNumberField
        label={t("design.least")}
        value={claim.min}
        min={-most}
        max={most}
        error={faultAt(`${at}/min`)}
        onChange={(min) => onChange({ ...claim, min })}
      />
      <WholeNumberField
        label={t("design.most")}
        value={claim.max}
        min={-most}
        max={most}
        onChange={(max) => onChange({ ...claim, max })}
      />
    </div>
  );
}

function DateFields({ claim, onChange }: OfKind<"date">) {
  const { t } = useTranslation();
  return (
    <Checkbox
      label={t("design.birth")}
      checked={claim.birth}
      onChange={(event) => onChange({ ...claim, birth: event.currentTarget.checked })}
    />
  );
}

function CodeFields({ claim, at, onChange }: OfKind<"code">) {
  const { t } = useTranslation();
  const faultAt = useFaultAt();
  return (
    <div className="fields">
      <TextInput
        label={t("design.prefix")}
        error={faultAt(`${at}/prefix`)}
        maxLength={20}
        autoComplete="off"
        spellCheck={false}
        value={claim.prefix}
        onChange={(event) => onChange({ ...claim, prefix: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("design.characters")}
        value={claim.characters}
        onChange={(event) =>
          onChange({ ...claim, characters: event.currentTarget.value as typeof claim.characters })
        }
        data={(["digits", "lettersAndDigits"] as const).map((value) => ({
          value,
          label: t(`design.${value}`),
        }))}
      />
      <WholeNumberField
        label={t("design.least")}
        value={claim.min}
        min={1}
        max={64}
        error={faultAt(`${at}/min`)}
        onChange={(min) => onChange({ ...claim, min })}
      />
      <WholeNumberField
        label={t("design.most")}
        value={claim.max}
        min={1}
        max={64}
        onChange={(max) => onChange({ ...claim, max })}
      />
    </div>
  );
}

function AgeFields({ claim, at, onChange }: OfKind<"ageOver">) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { design } = useDesign();
  const faultAt = useFaultAt();
  const dates = design.claims.filter(({ kind }) => kind === "date");
  return (
    <div className="fields">
      <NativeSelect
        label={t("design.from")}
        error={faultAt(`${at}/from`)}
        value={claim.from}
        onChange={(event) => onChange({ ...claim, from: event.currentTarget.value })}
        data={[
          { value: "", label: t("issue.choose") },
          ...dates.map(({ name, title }) => ({ value: name, label: local(title) || name })),
        ]}
      />
      <WholeNumberField
        label={t("design.years")}
        value={claim.years}
        min={1}
        max={150}
        onChange={(years) => {
          const isUsual = claim.title.en === ofAge(claim.years).title.en;
          const follows = claim.name === `age_over_${claim.years}`;
          onChange({
            ...claim,
            ...(isUsual ? ofAge(years) : { years }),
            ...(follows ? { name: `age_over_${years}` } : {}),
          });
        }}
      />
    </div>
  );
}

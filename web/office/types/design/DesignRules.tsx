import { Checkbox, NativeSelect } from "@mantine/core";
import { isGiven, type TypeDesign } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { Panel } from "../../shared/Panel.tsx";
import { inOrder } from "./changeDesign.ts";
import { useDesign, useFaultAt } from "./DesignContext.ts";
import { WholeNumberField } from "./WholeNumberField.tsx";

/** What holds for every document of the type. */
export function DesignRules() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { design, change } = useDesign();
  const faultAt = useFaultAt();
  const keys = design.claims.filter(
    (claim) => isGiven(claim) && claim.required && claim.kind !== "photo" && claim.name !== "",
  );
  return (
    <Panel title={t("design.rules")}>
      <div className="stack">
        <Checkbox.Group
          label={t("design.key")}
          description={t("design.keyHint")}
          error={faultAt("/naturalKey")}
          value={[...design.naturalKey]}
          onChange={(names) => change({ naturalKey: inOrder(design.claims, names).slice(0, 8) })}
        >
          <div className="tick-boxes">
            {keys.map(({ name, title }) => (
              <Checkbox key={name} value={name} label={local(title) || name} />
            ))}
          </div>
        </Checkbox.Group>
        <div className="fields">
          <PersonField />
          <NameField />
          <TermFields />
          <WholeNumberField
            label={t("design.copies")}
            value={design.copiesMax}
            min={1}
            max={100}
            onChange={(copiesMax) => change({ copiesMax })}
          />
        </div>
      </div>
    </Panel>
  );
}

function PersonField() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { design, change } = useDesign();
  const { person, claims } = design;
  const numbers = claims.filter(({ kind, name }) => kind === "idNumber" && name !== "");
  return (
    <NativeSelect
      label={t("design.person")}
      error={useFaultAt()("/person")}
      value={person.kind === "claim" ? `claim ${person.claim}` : person.kind}
      onChange={({ currentTarget: { value } }) =>
        change({
          person: value.startsWith("claim ")
            ? { kind: "claim", claim: value.slice("claim ".length) }
            : { kind: value as "none" | "beside" },
        })
      }
      data={[
        { value: "none", label: t("design.personNone") },
        ...numbers.map(({ name, title }) => ({
          value: `claim ${name}`,
          label: t("design.personClaim", { title: local(title) || name }),
        })),
        { value: "beside", label: t("design.personBeside") },
      ]}
    />
  );
}

function NameField() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { design, change } = useDesign();
  const texts = design.claims.filter(({ kind, name }) => kind === "text" && name !== "");
  return (
    <NativeSelect
      label={t("design.nameClaim")}
      error={useFaultAt()("/nameClaim")}
      value={design.nameClaim ?? ""}
      onChange={({ currentTarget: { value } }) =>
        change({ nameClaim: value === "" ? null : value })
      }
      data={[
        { value: "", label: t("design.nameNone") },
        ...texts.map(({ name, title }) => ({ value: name, label: local(title) || name })),
      ]}
    />
  );
}

type Unit = NonNullable<TypeDesign["term"]>["unit"];
const units = { years: "termYears", months: "termMonths", days: "termDays" } as const;

function TermFields() {
  const { t } = useTranslation();
  const { design, change } = useDesign();
  const { term } = design;
  const fault = useFaultAt()("/term");
  return (
    <>
      <NativeSelect
        label={t("design.term")}
        value={term?.unit ?? ""}
        onChange={({ currentTarget: { value } }) =>
          change({ term: value === "" ? null : { unit: value as Unit, count: term?.count ?? 1 } })
        }
        data={[
          { value: "", label: t("design.termNone") },
          ...(Object.keys(units) as Unit[]).map((value) => ({
            value,
            label: t(`design.${units[value]}`),
          })),
        ]}
      />
      {term === null ? null : (
        <WholeNumberField
          label={t("design.count")}
          value={term.count}
          min={1}
          max={36_500}
          error={fault}
          onChange={(count) => change({ term: { ...term, count } })}
        />
      )}
    </>
  );
}

import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Panel } from "../../shared/Panel.tsx";
import { useDesign, useFaultAt } from "./DesignContext.ts";
import { LocalizedField } from "./LocalizedField.tsx";
import { toTypeName } from "./newDesign.ts";

/** What the type is called, and what it is for. */
export function Basics() {
  const { t } = useTranslation();
  const { design, change } = useDesign();
  const faultAt = useFaultAt();
  const { name, version, title, description } = design;
  return (
    <Panel title={t("design.basics")}>
      <div className="stack">
        <LocalizedField
          label={t("design.titleField")}
          pointer="/title"
          value={title}
          onChange={(next) => {
            // A first version's name follows its title, until somebody writes another.
            const follows = version === 1 && name === toTypeName(title.en);
            change({ title: next, ...(follows ? { name: toTypeName(next.en) } : {}) });
          }}
        />
        <LocalizedField
          label={t("design.description")}
          pointer="/description"
          value={description}
          onChange={(next) => change({ description: next })}
        />
        <TextInput
          label={t("design.name")}
          description={t("design.nameHint")}
          error={faultAt("/name")}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          disabled={version > 1}
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </div>
    </Panel>
  );
}

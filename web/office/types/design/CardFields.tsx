import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { TypeDesign } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { Panel } from "../../shared/Panel.tsx";
import { inOrder } from "./changeDesign.ts";
import { useDesign, useFaultAt } from "./DesignContext.ts";

const photoTexts = { none: "photoNone", start: "photoStart", end: "photoEnd" } as const;

/** Colours of the card, and what is on its face. */
export function CardFields() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { design, change } = useDesign();
  const faultAt = useFaultAt();
  const { card, claims } = design;
  const set = (next: Partial<TypeDesign["card"]>) => change({ card: { ...card, ...next } });
  const lines = claims.filter(({ kind, name }) => kind !== "photo" && name !== "");
  const hasPhoto = claims.some(({ kind }) => kind === "photo");
  return (
    <Panel title={t("design.card")}>
      <div className="stack">
        <Checkbox.Group
          label={t("design.face")}
          error={faultAt("/card/face")}
          value={[...card.face]}
          onChange={(names) => set({ face: inOrder(claims, names).slice(0, 8) })}
        >
          <div className="tick-boxes">
            {lines.map(({ name, title }) => (
              <Checkbox key={name} value={name} label={local(title) || name} />
            ))}
          </div>
        </Checkbox.Group>
        <div className="fields">
          <TextInput
            type="color"
            label={t("design.background")}
            value={card.background}
            onChange={(event) => set({ background: event.currentTarget.value })}
          />
          <TextInput
            type="color"
            label={t("design.textColour")}
            error={faultAt("/card/text")}
            value={card.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
          />
          {hasPhoto || card.photo !== null ? (
            <NativeSelect
              label={t("design.photo")}
              error={faultAt("/card/photo")}
              value={card.photo ?? "none"}
              onChange={({ currentTarget: { value } }) =>
                set({ photo: value === "none" ? null : (value as "start" | "end") })
              }
              data={(["none", "start", "end"] as const).map((value) => ({
                value,
                label: t(`design.${photoTexts[value]}`),
              }))}
            />
          ) : null}
        </div>
      </div>
    </Panel>
  );
}

import { Button, NativeSelect } from "@mantine/core";
import { claimKinds, type DesignClaim } from "@sello/api";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "../../shared/Panel.tsx";
import { ClaimEditor } from "./ClaimEditor.tsx";
import { useDesign, useFaultAt } from "./DesignContext.ts";
import { newClaim } from "./newDesign.ts";

/** What the document says, claim by claim. */
export function Claims() {
  const { t } = useTranslation();
  const { design, change } = useDesign();
  const fault = useFaultAt()("/claims");
  const [kind, setKind] = useState<DesignClaim["kind"]>("text");
  /** Claims have no lasting name while one designs them: each has a number of its own for as long as the page is open. */
  const [keys, setKeys] = useState(() => design.claims.map((_, index) => index));
  const [added, setAdded] = useState<number | null>(null);
  const hasPhoto = design.claims.some((claim) => claim.kind === "photo");
  const add = () => {
    const key = Math.max(-1, ...keys) + 1;
    setKeys([...keys, key]);
    setAdded(key);
    change((before) => {
      const claim = newClaim(kind, before);
      const isOnFace = before.card.face.length < 5 && claim.kind !== "photo" && claim.name !== "";
      const face = isOnFace ? [...before.card.face, claim.name] : before.card.face;
      const photo = claim.kind === "photo" ? ("end" as const) : before.card.photo;
      return {
        ...before,
        claims: [...before.claims, claim],
        card: { ...before.card, face, photo },
      };
    });
  };
  const reorder = (index: number, by: -1 | 1) => {
    const next = [...keys];
    next.splice(index + by, 0, ...next.splice(index, 1));
    setKeys(next);
  };
  return (
    <Panel title={t("design.claims")}>
      <div className="stack">
        <p className="fine">
          {design.claims.length === 0 ? t("design.noClaims") : t("design.claimsHint")}
        </p>
        {fault ? (
          <p className="bad" role="alert">
            {fault}
          </p>
        ) : null}
        <ol className="claims">
          {design.claims.map((claim, index) => (
            <li key={keys[index]}>
              <ClaimEditor
                claim={claim}
                index={index}
                isNew={keys[index] === added}
                onMoved={(by) => reorder(index, by)}
                onRemoved={() => setKeys(keys.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ol>
        <div className="add">
          <NativeSelect
            label={t("design.kindToAdd")}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as DesignClaim["kind"])}
            data={claimKinds.map((value) => ({
              value,
              label: t(`design.kind.${value}`),
              disabled: value === "photo" && hasPhoto,
            }))}
          />
          <Button variant="default" onClick={add} disabled={kind === "photo" && hasPhoto}>
            {t("design.add")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

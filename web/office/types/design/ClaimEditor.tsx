import { Button, Checkbox, TextInput } from "@mantine/core";
import { type DesignClaim, isGiven } from "@sello/api";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { Pill } from "../../shared/Pill.tsx";
import { changeClaim, inOrder, moveClaim, removeClaim } from "./changeDesign.ts";
import { useDesign, useFaultAt } from "./DesignContext.ts";
import { KindFields } from "./KindFields.tsx";
import { LocalizedField } from "./LocalizedField.tsx";
import { MoreOfClaim } from "./MoreOfClaim.tsx";
import { freeName, toClaimName } from "./newDesign.ts";

type Props = {
  readonly claim: DesignClaim;
  readonly index: number;
  /** It was just added: it is open, and one writes into it at once. */
  readonly isNew: boolean;
  onMoved(by: -1 | 1): void;
  onRemoved(): void;
};

/** One claim: folded up it is a line, opened it is all that one may say of it. */
export function ClaimEditor({ claim, index, isNew, onMoved, onRemoved }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { design, change, faults } = useDesign();
  const body = useRef<HTMLDetailsElement>(null);
  const at = `/claims/${index}`;
  const isWrong = faults.some(({ pointer }) => pointer.startsWith(`${at}/`));
  const [isOpen, setIsOpen] = useState(isNew);
  useEffect(() => {
    if (isNew) body.current?.querySelector("input")?.focus();
  }, [isNew]);
  // What is wrong is shown; what has been put right stays open under the hands that wrote it.
  useEffect(() => {
    if (isWrong) setIsOpen(true);
  }, [isWrong]);
  const title = local(claim.title) || t("design.none");
  return (
    <details
      ref={body}
      className="claim"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="claim-title">{title}</span>
        <span className="claim-kind">{t(`design.kind.${claim.kind}`)}</span>
        {isWrong ? <Pill tone="bad">!</Pill> : null}
        <span className="claim-asked">
          {isGiven(claim)
            ? t(claim.required ? "design.always" : "design.optional")
            : t("design.workedOut")}
        </span>
      </summary>
      <div className="stack">
        <ClaimFields claim={claim} index={index} />
        <div className="acts">
          <Button
            size="xs"
            variant="default"
            disabled={index === 0}
            aria-label={t("design.up", { title })}
            onClick={() => {
              onMoved(-1);
              change((before) => moveClaim(before, index, -1));
            }}
          >
            ↑
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={index === design.claims.length - 1}
            aria-label={t("design.down", { title })}
            onClick={() => {
              onMoved(1);
              change((before) => moveClaim(before, index, 1));
            }}
          >
            ↓
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              onRemoved();
              change((before) => removeClaim(before, index));
            }}
          >
            {t("design.remove", { title })}
          </Button>
        </div>
      </div>
    </details>
  );
}

function ClaimFields({ claim, index }: Pick<Props, "claim" | "index">) {
  const { t } = useTranslation();
  const { design, change } = useDesign();
  const faultAt = useFaultAt();
  const at = `/claims/${index}`;
  const set = (next: DesignClaim) => change((before) => changeClaim(before, index, next));
  const retitle = (title: DesignClaim["title"]) => {
    const others = { ...design, claims: design.claims.filter((_, each) => each !== index) };
    const follows =
      claim.name === "" || claim.name === freeName(toClaimName(claim.title.en), others);
    const name =
      follows && claim.kind !== "photo" ? freeName(toClaimName(title.en), others) : claim.name;
    change((before) => {
      const next = changeClaim(before, index, { ...claim, title, name });
      // What is named for the first time has a place on the card while there is one.
      if (claim.name !== "" || name === "" || next.card.face.length >= 5) return next;
      const face = inOrder(next.claims, [...next.card.face, name]);
      return { ...next, card: { ...next.card, face } };
    });
  };
  return (
    <>
      <LocalizedField
        label={t("design.claimTitle")}
        pointer={`${at}/title`}
        value={claim.title}
        onChange={retitle}
      />
      <KindFields claim={claim} at={at} onChange={set} />
      <div className="tick-boxes">
        {isGiven(claim) ? (
          <Checkbox
            label={t("design.required")}
            checked={claim.required}
            onChange={(event) => set({ ...claim, required: event.currentTarget.checked })}
          />
        ) : null}
        <Checkbox
          label={t("design.disclosable")}
          checked={claim.disclosable}
          onChange={(event) => set({ ...claim, disclosable: event.currentTarget.checked })}
        />
      </div>
      {isGiven(claim) ? <MoreOfClaim claim={claim} at={at} onChange={set} /> : null}
      {claim.kind === "photo" ? null : (
        <TextInput
          label={t("design.technical")}
          error={faultAt(`${at}/name`)}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          value={claim.name}
          onChange={(event) => set({ ...claim, name: event.currentTarget.value })}
        />
      )}
    </>
  );
}

import { Checkbox, NativeSelect, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Session } from "../../api/requests/useSession.ts";
import { useActing } from "../../app/useActing.ts";
import { Pill } from "../../shared/Pill.tsx";
import { countOf, type SignersForm, signersMax, type WrongSigners } from "./signersForm.ts";

type Props = {
  readonly many: Session["accounts"][number];
  readonly form: SignersForm;
  readonly wrong: WrongSigners | null;
  onChange(part: Partial<SignersForm>): void;
};

export function Fields({ many, form, wrong, onChange }: Props) {
  const { t } = useTranslation();
  const { session } = useActing();
  const count = Math.max(1, Math.min(countOf(form), signersMax));
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const chosen = numbers.includes(form.threshold) ? numbers : [...numbers, form.threshold];
  const isAdding = wrong === "form" || wrong === "known" || wrong === "many";
  return (
    <>
      <Checkbox.Group
        label={t("signers.now")}
        description={t("signers.nowHint")}
        error={wrong === "nothing" ? t("signers.wrong.nothing") : undefined}
        value={[...form.kept]}
        onChange={(kept) => onChange({ kept: new Set(kept) })}
      >
        <div className="signer-checks">
          {many.people.map((signer) => (
            <Checkbox
              key={signer}
              value={signer}
              label={
                <>
                  <code className="long">{signer}</code>{" "}
                  {signer.toLowerCase() === session.account.toLowerCase() ? (
                    <Pill tone="good">{t("authority.you")}</Pill>
                  ) : null}
                </>
              }
            />
          ))}
        </div>
      </Checkbox.Group>
      <Textarea
        label={t("signers.add")}
        description={t("signers.addHint")}
        error={isAdding ? t(`signers.wrong.${wrong}`) : undefined}
        rows={2}
        spellCheck={false}
        autoComplete="off"
        value={form.added}
        onChange={(event) => onChange({ added: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("signers.threshold")}
        description={t("signers.thresholdHint")}
        error={wrong === "threshold" ? t("signers.wrong.threshold") : undefined}
        value={String(form.threshold)}
        onChange={(event) => onChange({ threshold: Number(event.currentTarget.value) })}
        data={chosen.map((threshold) => ({
          value: String(threshold),
          label: t("signers.mOfN", { threshold, signers: countOf(form) }),
        }))}
      />
    </>
  );
}

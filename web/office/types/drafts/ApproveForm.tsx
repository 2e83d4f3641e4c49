import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { FaultNotice } from "../../acts/signing/FaultNotice.tsx";
import { useApproveTypeDraft } from "../../api/requests/useApproveTypeDraft.ts";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing } from "../../app/useActing.ts";
import { FormActs } from "../../shared/FormActs.tsx";

/** What one is about to sign, in words, and the wallet that signs it. */
export function ApproveForm({ draft, onClose }: { readonly draft: TypeDraft; onClose(): void }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { session } = useActing();
  const { mutate, isPending, error } = useApproveTypeDraft();
  const { id, content, title, version, approvals } = draft;
  const isLast = approvals.length > 0;
  const sign = () => {
    if (content === null) return;
    const approval = { id, content, account: session.account };
    mutate(approval, {
      onSuccess: ({ state }) => {
        announce(t(state === "published" ? "design.publishedNow" : "design.approvedNow"));
        onClose();
      },
    });
  };
  return (
    <div className="stack">
      <p>
        <strong>
          {t(isLast ? "design.approveLast" : "design.approveFirst", {
            title: local(title),
            version,
          })}
        </strong>
      </p>
      <div>
        <p className="fine">{t("design.hash")}</p>
        <code className="content-hash">{content}</code>
      </div>
      {error ? <FaultNotice error={error} retry={sign} /> : null}
      <FormActs isPending={isPending} onAct={sign} onClose={onClose}>
        {t("design.sign")}
      </FormActs>
    </div>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useProposeAct } from "../api/requests/useDecideOnAct.ts";
import type { Operation } from "../api/requests/useRegistryChanges.ts";
import type { Session } from "../api/requests/useSession.ts";
import { announce } from "../app/Announcer.tsx";
import { FaultNotice } from "./signing/FaultNotice.tsx";

type Props = {
  readonly operations: readonly Operation[];
  readonly many: Session["accounts"][number];
  readonly isRefused: boolean;
  onBack(): void;
};

/** Puts the act before all who sign for the account; one's own signature follows there. */
export function ProposeToMany({ operations, many, isRefused, onBack }: Props) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [query] = useSearchParams();
  const { mutate, error, isPending } = useProposeAct();
  const replaces = query.get("replaces");
  const propose = () =>
    mutate(
      {
        account: many.account,
        operations: [...operations],
        ...(replaces === null ? {} : { replaces }),
      },
      {
        onSuccess: ({ id }) => {
          announce(t("queue.proposed"));
          void go(`/acts/${id}`);
        },
      },
    );
  return (
    <div className="stack">
      <p>{t("queue.explain", { threshold: many.threshold, signers: many.signers })}</p>
      {replaces === null ? null : <p className="warn">{t("queue.replacing")}</p>}
      {error ? <FaultNotice error={error} retry={propose} /> : null}
      <div className="submit">
        <Button loading={isPending} disabled={isRefused} onClick={propose}>
          {t("queue.propose")}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t("acts.backToForm")}
        </Button>
      </div>
    </div>
  );
}

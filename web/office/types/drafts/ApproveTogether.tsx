import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useAuthorities } from "../../api/requests/useAuthorities.ts";
import { useProposeAct } from "../../api/requests/useDecideOnAct.ts";
import { type GoverningAct, useGoverningActs } from "../../api/requests/useGoverningActs.ts";
import type { Session } from "../../api/requests/useSession.ts";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing } from "../../app/useActing.ts";
import { aboveOf } from "../../shared/aboveOf.ts";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { shortAccount } from "../../shared/shortAccount.ts";

type Many = Session["accounts"][number];
type Props = { readonly draft: TypeDraft };

/** The approvals of the accounts that one signs for with others: begun here, signed in the queue of acts. */
export function ApproveTogether({ draft }: Props) {
  const accounts = useAccounts(draft);
  const { data: acts = [] } = useGoverningActs(accounts.length > 0);
  return accounts.map((many) => (
    <OneAccount
      key={many.account}
      draft={draft}
      many={many}
      act={acts.find((act) => isOf(act, many, draft))}
    />
  ));
}

const isOf = ({ account, state, requests: [first] }: GoverningAct, many: Many, of: TypeDraft) =>
  state === "open" &&
  account === many.account &&
  first?.operation === "ApproveDocumentType" &&
  first.values.draft === of.id &&
  first.values.content === of.content;

/** Those that administer the draft's authority or one above it, and have not approved it. */
function useAccounts(draft: TypeDraft): readonly Many[] {
  const { session } = useActing();
  const { data: all = [] } = useAuthorities();
  const owner = all.find(({ slug }) => slug === draft.authority);
  const line = new Set((owner ? [owner, ...aboveOf(all, owner)] : []).map(({ slug }) => slug));
  const approved = new Set(draft.approvals.map(({ account }) => account.toLowerCase()));
  return session.accounts.filter(
    ({ account, authorities }) =>
      !approved.has(account.toLowerCase()) &&
      authorities.some(({ slug, roles }) => line.has(slug) && roles.includes("administer")),
  );
}

type OneProps = Props & { readonly many: Many; readonly act: GoverningAct | undefined };

function OneAccount({ draft, many, act }: OneProps) {
  const { t } = useTranslation();
  const go = useNavigate();
  const { mutate, error, isPending } = useProposeAct();
  const { threshold, signers, account } = many;
  const said = { account: shortAccount(account), threshold, signers };
  if (act)
    return (
      <p>
        {t("design.togetherWaits", said)}{" "}
        <Link to={`/acts/${act.id}`}>
          {t("queue.signedOf", { signed: act.signed, threshold: act.threshold })}
        </Link>
      </p>
    );
  const values = { draft: draft.id, content: draft.content };
  const propose = () =>
    mutate(
      { account, operations: [{ operation: "ApproveDocumentType", values }] },
      {
        onSuccess: ({ id }) => {
          announce(t("queue.proposed"));
          void go(`/acts/${id}`);
        },
      },
    );
  return (
    <div className="stack">
      <p>{t("design.together", said)}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <div className="acts">
        <Button loading={isPending} onClick={propose}>
          {t("queue.propose")}
        </Button>
      </div>
    </div>
  );
}

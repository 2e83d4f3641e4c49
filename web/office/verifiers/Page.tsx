import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import { useEndVerifier, useVerifiers, type Verifier } from "../api/requests/useVerifiers.ts";
import { announce } from "../app/Announcer.tsx";
import { PageHead } from "../app/PageHead.tsx";
import { useActing, useMay } from "../app/useActing.ts";
import { ConfirmDialog } from "../shared/ConfirmDialog.tsx";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { NewVerifierDialog } from "./NewVerifierDialog.tsx";
import { useVerifierName } from "./useVerifierName.ts";
import { VerifierTable } from "./VerifierTable.tsx";

export function Page() {
  const { t } = useTranslation();
  const [isOpen, dialog] = useDisclosure(false);
  const [ending, setEnding] = useState<Verifier | null>(null);
  const isAllowed = useMay("administer");
  const isDepartment = useIsDepartment();
  const verifiers = useVerifiers(isAllowed && !isDepartment);
  return (
    <>
      <PageHead
        title={t("verifiers.title")}
        lead={t("verifiers.lead")}
        actions={
          isAllowed && !isDepartment ? (
            <Button onClick={dialog.open}>{t("verifiers.new")}</Button>
          ) : null
        }
      />
      {isAllowed && isDepartment ? (
        <Empty text={t("verifiers.department")} />
      ) : isAllowed ? (
        <Loaded of={verifiers} lines={6}>
          {(found) =>
            found.length === 0 ? (
              <Empty text={t("verifiers.none")} />
            ) : (
              <VerifierTable verifiers={found} onEnd={setEnding} />
            )
          }
        </Loaded>
      ) : (
        <NotAllowed />
      )}
      <NewVerifierDialog isOpen={isOpen} onClose={dialog.close} />
      <EndDialog verifier={ending} onClose={() => setEnding(null)} />
    </>
  );
}

/** The city and its centres register; departments ask them to. */
function useIsDepartment(): boolean {
  const { authority } = useActing();
  const { data = [] } = useAuthorities();
  return data.some(({ slug, kind }) => slug === authority?.slug && kind === "department");
}

type EndProps = { readonly verifier: Verifier | null; onClose(): void };

function EndDialog({ verifier, onClose }: EndProps) {
  const { t } = useTranslation();
  const nameOf = useVerifierName();
  const { mutate, error, isPending, reset } = useEndVerifier();
  const close = () => {
    reset();
    onClose();
  };
  const end = (id: string) =>
    mutate(id, {
      onSuccess: () => {
        announce(t("verifiers.endedNow"));
        close();
      },
    });
  return (
    <ConfirmDialog
      isOpen={verifier !== null}
      title={t("verifiers.endOf", { name: verifier ? nameOf(verifier) : "" })}
      text={t("verifiers.endText")}
      act={t("verifiers.end")}
      isPending={isPending}
      error={error}
      onConfirm={() => verifier && end(verifier.id)}
      onClose={close}
    />
  );
}

import { Alert } from "@mantine/core";
import { ApiFailure, ApiProblem } from "@sello/api/client";
import { useTranslation } from "react-i18next";
import { wasRefused } from "../api/signing/SigningFault.ts";
import { PasskeyFault } from "../passkey/PasskeyFault.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";

/** Why one is not signed in: the wallet's owner said no, the wallet has a fault, or the service refused. */
export function SignInFault(props: { readonly error: Error; readonly isPasskey: boolean }) {
  const { error, isPasskey } = props;
  const { t } = useTranslation();
  if (error instanceof ApiProblem || error instanceof ApiFailure)
    return <ProblemNotice error={error} />;
  if (isPasskey)
    return (
      <PasskeyFault
        error={error}
        title={t("passkey.refusedTitle")}
        text={t("passkey.refusedText")}
      />
    );
  const isRefused = wasRefused(error);
  return (
    <Alert
      className={isRefused ? "notice wait" : "notice bad"}
      role="alert"
      title={t(isRefused ? "signIn.refusedTitle" : "signIn.walletTitle")}
    >
      {t(isRefused ? "signIn.refusedText" : "signIn.walletText")}
    </Alert>
  );
}

import { Alert } from "@mantine/core";
import { ApiFailure } from "@sello/api/client";
import { useTranslation } from "react-i18next";
import { PasskeyRefused } from "../../ui/passkey/askAuthenticator.ts";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";

type Props = {
  readonly error: Error;
  /** Where the owner said no. */
  readonly title: string;
  readonly text: string;
};

/** Why a passkey did not do what was asked, where the service is not the one who refused. */
export function PasskeyFault({ error, title, text }: Props) {
  const { t } = useTranslation();
  if (error instanceof ApiFailure) return <ProblemNotice error={error} />;
  const isRefused = error instanceof PasskeyRefused;
  return (
    <Alert
      className={isRefused ? "notice wait" : "notice bad"}
      role="alert"
      title={isRefused ? title : t("passkey.faultTitle")}
    >
      {isRefused ? text : t("passkey.faultText")}
    </Alert>
  );
}

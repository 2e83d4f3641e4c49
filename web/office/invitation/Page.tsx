import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOpenInvitation } from "../api/requests/useOpenInvitation.ts";
import { PageHead } from "../app/PageHead.tsx";
import { LanguageSwitch } from "../shared/LanguageSwitch.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Mark } from "../shared/Mark.tsx";
import { InvitationView } from "./InvitationView.tsx";

const form = /^#[A-Za-z0-9_-]{43}$/;

/** The secret is behind the hash, which browsers send to nobody. */
const readSecret = (): string =>
  form.test(window.location.hash) ? window.location.hash.slice(1) : "";

/** For who was invited, and is not signed in yet. */
export function Page() {
  const { t } = useTranslation();
  const [secret] = useState(readSecret);
  const opened = useOpenInvitation(secret);
  return (
    <div className="sign-in">
      <header>
        <span className="brand">
          <Mark />
          <span>Sello</span>
        </span>
        <LanguageSwitch />
      </header>
      <main id="main">
        {secret === "" ? (
          <>
            <PageHead title={t("invitation.title")} />
            <p>{t("invitation.noSecret")}</p>
          </>
        ) : opened.data ? (
          <InvitationView secret={secret} opened={opened.data} />
        ) : (
          <>
            {opened.error ? <PageHead title={t("invitation.title")} /> : null}
            <Loaded of={opened}>{() => null}</Loaded>
          </>
        )}
      </main>
    </div>
  );
}

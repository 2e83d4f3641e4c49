import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { Session } from "../api/requests/useSession.ts";
import { Icon } from "../shared/Icon.tsx";
import { LanguageSwitch } from "../shared/LanguageSwitch.tsx";
import { Mark } from "../shared/Mark.tsx";
import { SchemeSwitch } from "./SchemeSwitch.tsx";
import { SignOut } from "./SignOut.tsx";
import { useActing } from "./useActing.ts";

type Props = {
  readonly session: Session;
  readonly isMenuOpen: boolean;
  onMenu(): void;
};

export function TopBar({ session, isMenuOpen, onMenu }: Props) {
  const { t } = useTranslation();
  return (
    <header className="top">
      <button
        type="button"
        className="plain menu"
        aria-expanded={isMenuOpen}
        aria-label={t("app.menu")}
        onClick={onMenu}
      >
        <Icon name="menu" />
      </button>
      <Link className="brand" to="/">
        <Mark />
        <span>Sello</span>
      </Link>
      <AuthorityChoice />
      <div className="top-end">
        {session.demo ? <span className="demo">{t("app.demo")}</span> : null}
        <LanguageSwitch />
        <SchemeSwitch />
        <SignOut account={session.account} />
      </div>
    </header>
  );
}

/** For whom one works. With one authority it is a name, not a choice. */
function AuthorityChoice() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { session, authority, choose } = useActing();
  const [shared] = session.accounts.flatMap(({ authorities }) => authorities);
  if (!authority)
    return <span className="acting">{shared ? local(shared.name) : t("app.noAuthority")}</span>;
  if (session.authorities.length === 1)
    return (
      <span className="acting">
        <span className="unseen">{t("app.actingFor")}: </span>
        {local(authority.name)}
      </span>
    );
  return (
    <NativeSelect
      className="acting"
      aria-label={t("app.actingFor")}
      value={authority.slug}
      onChange={(event) => choose(event.currentTarget.value)}
      data={session.authorities.map(({ slug, name }) => ({ value: slug, label: local(name) }))}
    />
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import { useGoverningActs } from "../api/requests/useGoverningActs.ts";
import type { Session } from "../api/requests/useSession.ts";
import { PageHead } from "../app/PageHead.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { Panel } from "../shared/Panel.tsx";

/** Of who has roles only through an account that several people sign for. */
export function SharedHome({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const acts = useGoverningActs(true);
  return (
    <>
      <PageHead title={t("home.title")} lead={t("queue.lead")} />
      <Panel title={t("home.waiting")}>
        <Loaded of={acts}>
          {(all) => {
            const waiting = all.filter(({ state }) => state === "open").length;
            return (
              <p>
                {waiting === 0 ? (
                  t("home.nothingWaits")
                ) : (
                  <Link to="/acts">{t("home.wait.acts", { number: waiting })}</Link>
                )}
              </p>
            );
          }}
        </Loaded>
      </Panel>
      {session.accounts.map(({ account, threshold, signers, authorities }) => (
        <Panel key={account} title={authorities.map(({ name }) => local(name)).join(" · ")}>
          <div className="stack">
            <p>{t("queue.explain", { threshold, signers })}</p>
            <div className="acts">
              {authorities.map(({ slug, name }) => (
                <Button key={slug} component={Link} to={`/authorities/${slug}`} variant="default">
                  {local(name)}
                </Button>
              ))}
            </div>
          </div>
        </Panel>
      ))}
    </>
  );
}

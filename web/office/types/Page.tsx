import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DocumentCard } from "../../ui/card/DocumentCard.tsx";
import { useFormats } from "../../ui/useFormats.ts";
import { newestOf, useTypes } from "../api/requests/useTypes.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Loaded } from "../shared/Loaded.tsx";
import { DraftList } from "./drafts/DraftList.tsx";

export function Page() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const types = useTypes();
  const isAllowed = useMay("administer");
  const seesDrafts = useMay("administer", "signer", "auditor");
  return (
    <>
      <PageHead
        title={t("types.title")}
        lead={t("types.lead")}
        actions={
          isAllowed ? (
            <Button component={Link} to="/types/drafts/new">
              {t("design.new")}
            </Button>
          ) : null
        }
      />
      {seesDrafts ? <DraftList /> : null}
      <Loaded of={types} lines={8}>
        {(all) => (
          <ul className="gallery">
            {newestOf(all).map((type) => (
              <li key={type.id}>
                <DocumentCard type={type} claims={{}} issuer="" />
                <h2>
                  <Link to={`/types/${type.name}`}>{local(type.title)}</Link>
                </h2>
                <p>{local(type.description)}</p>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type Import, useImport } from "../../api/requests/useImport.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { useNames } from "../../shared/useNames.ts";
import { ImportPill } from "../ImportPill.tsx";
import { Next } from "./Next.tsx";
import { Progress } from "./Progress.tsx";
import { Steering } from "./Steering.tsx";
import { WrongRows } from "./WrongRows.tsx";

/** One file: how far it is, what is wrong in it and is corrected here, and what to do next. */
export function Page() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  if (!useMay("import"))
    return (
      <>
        <PageHead title={t("imports.one")} />
        <NotAllowed />
      </>
    );
  return <Followed key={id} id={id} />;
}

function Followed({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const asked = useImport(id);
  // Kept here, for a row that is refused again comes back to a list that was empty meanwhile.
  const [isOpened, setIsOpened] = useState(false);
  return (
    <>
      {asked.data ? <Head import={asked.data} /> : <PageHead title={t("imports.one")} />}
      <Loaded of={asked}>
        {(one) => (
          <>
            <Next import={one} />
            <Progress import={one} />
            {one.rows.rejected > 0 ? (
              <WrongRows import={one} isOpened={isOpened} onOpen={() => setIsOpened(true)} />
            ) : null}
          </>
        )}
      </Loaded>
      <p>
        <Button component={Link} to="/imports" variant="default">
          {t("imports.all")}
        </Button>
      </p>
    </>
  );
}

function Head({ import: one }: { readonly import: Import }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const names = useNames();
  return (
    <PageHead
      title={one.fileName}
      lead={
        <>
          {t("imports.sentOn", { type: names.type(one.type), time: moment(one.createdAt) })}{" "}
          <ImportPill import={one} />
        </>
      }
      actions={<Steering import={one} />}
    />
  );
}

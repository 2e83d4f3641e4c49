import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import { PageHead } from "../app/PageHead.tsx";
import { Icon } from "../shared/Icon.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { AuthorityTree } from "./AuthorityTree.tsx";
import { FoundAuthorities } from "./FoundAuthorities.tsx";
import { toForest } from "./toForest.ts";

/** The tree of authorities; while one searches, a list of those whose name fits. */
export function Page() {
  const { t } = useTranslation();
  const authorities = useAuthorities();
  const [text, setText] = useState("");
  return (
    <>
      <PageHead title={t("authorities.title")} lead={t("authorities.lead")} />
      <TextInput
        className="search"
        type="search"
        label={t("authorities.search")}
        description={t("authorities.searchHint")}
        leftSection={<Icon name="search" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Loaded of={authorities} lines={10}>
        {(all) =>
          text.trim() === "" ? (
            <AuthorityTree forest={toForest(all)} />
          ) : (
            <FoundAuthorities all={all} text={text.trim()} />
          )
        }
      </Loaded>
    </>
  );
}

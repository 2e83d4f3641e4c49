import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useTypes } from "../api/requests/useTypes.ts";
import type { Verifier } from "../api/requests/useVerifiers.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Pill } from "../shared/Pill.tsx";
import { useVerifierName } from "./useVerifierName.ts";

type Props = { readonly verifiers: readonly Verifier[]; onEnd(verifier: Verifier): void };

const tones = { active: "good", over: "wait", ended: "calm" } as const;

export function VerifierTable({ verifiers, onEnd }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const nameOf = useVerifierName();
  return (
    <DataTable
      label={t("verifiers.title")}
      rows={verifiers}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "name",
          title: t("verifiers.name"),
          render: (verifier) => (
            <>
              <strong>{nameOf(verifier)}</strong>
              <small className="long">{verifier.homepage}</small>
              <small>
                <code className="long">{verifier.id}</code>
              </small>
            </>
          ),
        },
        {
          key: "asks",
          title: t("verifiers.mayAsk"),
          render: ({ mayAsk }) => <MayAsk mayAsk={mayAsk} />,
        },
        {
          key: "state",
          title: t("verifiers.state"),
          render: ({ state, endsAt }) => (
            <>
              <Pill tone={tones[state]}>{t(`verifiers.is.${state}`)}</Pill>
              <small>{t("verifiers.until", { time: moment(endsAt) })}</small>
            </>
          ),
        },
        {
          key: "hook",
          title: t("verifiers.hook"),
          render: ({ hook }) => (hook === null ? "–" : <span className="long">{hook}</span>),
        },
        {
          key: "act",
          title: t("keys.act"),
          atEnd: true,
          render: (verifier) =>
            verifier.state === "ended" ? (
              "–"
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                className="danger"
                aria-label={t("verifiers.endOf", { name: nameOf(verifier) })}
                onClick={() => onEnd(verifier)}
              >
                {t("verifiers.end")}
              </Button>
            ),
        },
      ]}
    />
  );
}

function MayAsk({ mayAsk }: Pick<Verifier, "mayAsk">) {
  const { local } = useFormats();
  const { data: types = [] } = useTypes();
  return mayAsk.map(({ type, claims }) => {
    const known = types.find(({ name }) => name === type);
    const titles = claims.map((claim) => {
      const title = known?.claims[claim]?.title;
      return title ? local(title) : claim;
    });
    return (
      <span key={type} className="may-ask">
        <strong>{known ? local(known.title) : type}</strong>
        <small>{titles.join(" · ")}</small>
      </span>
    );
  });
}

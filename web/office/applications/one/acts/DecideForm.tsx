import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDecideApplication } from "../../../api/requests/useApplications.ts";
import { announce } from "../../../app/Announcer.tsx";
import { ProblemNotice } from "../../../shared/ProblemNotice.tsx";
import { useOutputs } from "../useOutputs.ts";
import type { ActProps } from "./ActProps.ts";
import { ReasonText, toOneLine } from "./ReasonText.tsx";

type Props = ActProps & { readonly outcome: "granted" | "refused"; onClose(): void };

/** Grants or refuses, with a reason; what no row of the rules gave is chosen. */
export function DecideForm({ application, item, outcome, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending } = useDecideApplication(application.id);
  const wanted = outcome === "granted" ? Object.entries(application.wantsOutputs) : [];
  const isShort = application.proposals.length + 1 < application.officersNeeded;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (isPending) return;
    const lacks = wanted.some(([name]) => !chosen[name]);
    if (toOneLine(reason) === "" || lacks) return announce(t("act.incomplete"));
    // A choice is the place of a value: values may be numbers, or yes and no.
    const outputs = Object.fromEntries(
      wanted.flatMap(([name, values]) => {
        const value = values[Number(chosen[name])];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
    mutate(
      { outcome, reason: toOneLine(reason), ...(wanted.length > 0 ? { outputs } : {}) },
      {
        onSuccess: (changed) => {
          announce(
            changed.state === "person"
              ? t("applications.saidOwn")
              : t(`applications.done.${outcome}`),
          );
          onChange(changed);
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t(`applications.text.${outcome}`)}</p>
      {isShort ? <p className="warn">{t("applications.secondNeeded")}</p> : null}
      {error ? <ProblemNotice error={error} /> : null}
      {wanted.map(([name, values]) => (
        <OutputChoice
          key={name}
          {...{ name, values, item, isAsked }}
          value={chosen[name] ?? ""}
          onChange={(value) => setChosen({ ...chosen, [name]: value })}
        />
      ))}
      <ReasonText
        label={t("applications.reason")}
        value={reason}
        isAsked={isAsked}
        onChange={setReason}
      />
      <div className="acts">
        <Button
          type="submit"
          loading={isPending}
          {...(outcome === "refused" ? { color: "red" } : {})}
        >
          {t(`applications.act.${outcome}`)}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

type ChoiceProps = Pick<ActProps, "item"> & {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly value: string;
  readonly isAsked: boolean;
  onChange(value: string): void;
};

/** One of the values that some row of the rules gives. */
function OutputChoice({ name, values, item, value, isAsked, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const { titleOf, textOf } = useOutputs(item);
  return (
    <NativeSelect
      label={titleOf(name)}
      error={isAsked && value === "" ? t("applications.outputNeeded") : undefined}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: "", label: t("issue.choose") },
        ...values.map((each, index) => ({ value: String(index), label: textOf(name, each) })),
      ]}
    />
  );
}

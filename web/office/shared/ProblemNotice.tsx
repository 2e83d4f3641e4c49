import { Alert, Button } from "@mantine/core";
import { ApiFailure, ApiProblem } from "@sello/api/client";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useProblemKind } from "../api/requests/useProblemKind.ts";

type Props = {
  readonly error: Error;
  retry?(): void;
  /** How people call what a pointer of a violation points to; by default it is shown as it is. */
  nameOf?(pointer: string): string | null;
};

/** What went wrong, in the reader's language, and what to do. The request's number is for those who look into it. */
export function ProblemNotice({ error, retry, nameOf }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const problem = error instanceof ApiProblem ? error : null;
  const kind = useProblemKind(problem?.code ?? null);
  const title = kind.data
    ? local(kind.data.title)
    : (problem?.problem.title ?? t(failureOf(error)));
  return (
    <Alert className="notice bad" title={title} role="alert">
      <p>{t(adviceOf(problem))}</p>
      {problem ? <Violations problem={problem} nameOf={nameOf ?? asItIs} /> : null}
      {problem ? (
        <p className="fine">
          <code>{problem.code}</code>{" "}
          {t("problem.request", { id: problem.problem.instance.replace("urn:uuid:", "") })}
        </p>
      ) : null}
      {retry ? (
        <Button size="xs" variant="default" onClick={retry}>
          {t("problem.retry")}
        </Button>
      ) : null}
    </Alert>
  );
}

const asItIs = () => null;

type ViolationsProps = Required<Pick<Props, "nameOf">> & { readonly problem: ApiProblem };

function Violations({ problem: { problem }, nameOf }: ViolationsProps) {
  const { local } = useFormats();
  if (!problem.violations?.length) return null;
  return (
    <ul>
      {problem.violations.map(({ pointer, message, rule }) => (
        <li key={`${pointer} ${message}`}>
          {nameOf(pointer) ? <strong>{nameOf(pointer)}</strong> : <code>{pointer}</code>}:{" "}
          {rule ? local(rule) : message}
        </li>
      ))}
    </ul>
  );
}

const failureOf = (error: Error) => {
  if (!(error instanceof ApiFailure)) return "problem.fault" as const;
  return error.code === "api.malformed_answer"
    ? ("problem.malformed" as const)
    : ("problem.unreachable" as const);
};

function adviceOf(problem: ApiProblem | null) {
  if (!problem) return "problem.adviseNetwork" as const;
  const { status } = problem;
  if (status === 401) return "problem.adviseSignIn" as const;
  if (status === 403) return "problem.adviseRole" as const;
  if (status === 404) return "problem.adviseMissing" as const;
  if (status === 409) return "problem.adviseState" as const;
  if (status === 429) return "problem.adviseWait" as const;
  return status >= 500 ? ("problem.adviseLater" as const) : ("problem.adviseInput" as const);
}

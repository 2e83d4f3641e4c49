import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "./ProblemNotice.tsx";

type Asked<Data> = {
  readonly data: Data | undefined;
  readonly error: Error | null;
  refetch(): unknown;
};

type Props<Data> = {
  readonly of: Asked<Data>;
  /** Lines that hold the place until the answer is there. */
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
};

/** What was asked for: its place while it comes, then it, or why not. A question ends after 20 seconds at the latest. */
export function Loaded<Data>({ of: asked, lines = 4, children }: Props<Data>) {
  const { t } = useTranslation();
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error) return <ProblemNotice error={asked.error} retry={() => void asked.refetch()} />;
  return (
    <div className="waiting" aria-busy="true">
      <span className="unseen">{t("common.loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike
        <Skeleton key={line} height={18} />
      ))}
    </div>
  );
}

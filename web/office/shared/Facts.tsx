import type { ReactNode } from "react";

type Fact = { readonly title: string; readonly value: ReactNode };

/** Names and what they are, two in a row where there is room. Those without a value are left out. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className="facts">
    {facts
      .filter(({ value }) => value !== null && value !== undefined && value !== "")
      .map(({ title, value }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

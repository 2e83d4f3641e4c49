import { type ReactNode, useId } from "react";

type Props = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A part of a page under its own heading. */
export function Panel({ title, aside, children }: Props) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

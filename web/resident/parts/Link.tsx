import type { ReactNode } from "react";
import { go } from "../app/route.ts";

type Props = {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly label?: string;
  readonly isHere?: boolean;
};

const isPlain = (event: {
  button: number;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
}) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;

/** A link to another page of the app, which is not loaded again for it. */
export const Link = ({ to, children, className, label, isHere = false }: Props) => (
  <a
    href={to}
    className={className}
    aria-label={label}
    aria-current={isHere ? "page" : undefined}
    onClick={(event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      go(to);
    }}
  >
    {children}
  </a>
);

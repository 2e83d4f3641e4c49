import { Button } from "@mantine/core";
import { Link } from "react-router";

type Props = {
  readonly text: string;
  /** What to do next, and where. */
  readonly action?: string;
  readonly to?: string;
};

/** Where there is nothing to show: says so, and what to do next. */
export const Empty = ({ text, action, to }: Props) => (
  <div className="empty">
    <p>{text}</p>
    {action && to ? (
      <Button component={Link} to={to} variant="default">
        {action}
      </Button>
    ) : null}
  </div>
);

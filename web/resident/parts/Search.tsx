type Props = {
  readonly label: string;
  readonly sought: string;
  readonly change: (text: string) => void;
};

/** Narrows a list while somebody writes. */
export const Search = ({ label, sought, change }: Props) => (
  <search className="extra">
    <label className="hidden" htmlFor="search">
      {label}
    </label>
    <input
      id="search"
      type="search"
      placeholder={label}
      value={sought}
      onInput={({ currentTarget }) => change(currentTarget.value)}
    />
  </search>
);

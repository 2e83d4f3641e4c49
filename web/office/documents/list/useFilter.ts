import { useSearchParams } from "react-router";

/** What a list is narrowed to is in the address, so that the list can be come back to. An empty value is left out. */
export function useFilter() {
  const [search, setSearch] = useSearchParams();
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  return { search, change };
}

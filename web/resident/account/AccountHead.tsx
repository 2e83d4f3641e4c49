import { home } from "../app/route.ts";
import { Head } from "../parts/Head.tsx";
import { useWords } from "../words/useWords.ts";

type Props = { readonly title: string; readonly lead?: string };

/** The heading of a page that is part of the account. */
export function AccountHead(props: Props) {
  const { words } = useWords();
  return <Head {...props} back={{ to: `${home}/account`, text: words.account.title }} />;
}

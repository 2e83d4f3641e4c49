import type { Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";

type MyDocument = Output<"listMyDocuments">["documents"][number];

const plain = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Whether a document is called that, comes from there, or says that on its face. Case and accents do not count. */
export function matches(document: MyDocument, sought: string, language: Language): boolean {
  const { type, authority, face } = document;
  const texts = [
    type.title[language],
    authority.name[language],
    ...(face ?? []).flatMap(({ value, words }) =>
      typeof value === "string" ? [value, words?.[language] ?? ""] : [],
    ),
  ];
  const inAll = plain(texts.join("\n"));
  return plain(sought)
    .split(/\s+/)
    .every((word) => inAll.includes(word));
}

import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { DocumentType } from "../api/requests/useTypes.ts";
import { announce } from "../app/Announcer.tsx";
import { type ClaimValues, claimOf, withoutEmpty } from "./claimFaults.ts";
import { readSchema } from "./readSchema.ts";

/** The claims that a form of a type asks for, which of them are wrong, and the name of the request that sends them. */
export function useClaimForm(type: DocumentType, initial: ClaimValues) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const form = useRef<HTMLFormElement>(null);
  const [claims, setClaims] = useState(initial);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  // A second click, or a repetition after a lost answer, has the same name and issues nothing twice.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { fields } = readSchema(type);

  /** What is sent is another request from now on. */
  const renewKey = () => setKey(crypto.randomUUID());
  const change = (name: string, value: unknown) => {
    renewKey();
    setWrong((before) => new Set([...before].filter((each) => each !== name)));
    setClaims((before) => withoutEmpty({ ...before, [name]: value }));
  };
  /** Marks these, and goes to the first. */
  const showWrong = (names: ReadonlySet<string>) => {
    setWrong(names);
    const first = fields.find(({ name }) => names.has(name));
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first.name}"]`)?.focus();
    announce(t("issue.wrong", { number: names.size }));
  };
  /** What people call the claim that a problem points to. */
  const titleOf = (pointer: string) => {
    const title = type.claims[claimOf(pointer) ?? ""]?.title;
    return title ? local(title) : null;
  };
  return { form, fields, claims, wrong, key, renewKey, change, showWrong, titleOf };
}

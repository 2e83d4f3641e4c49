import type { DocumentType } from "../api/requests/useTypes.ts";

/** What a form needs to know of one member of a type's schema (JSON Schema 2020-12). */
export type ClaimSchema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum?: readonly string[] };
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

type ObjectSchema = {
  readonly properties?: Readonly<Record<string, ClaimSchema>>;
  readonly required?: readonly string[];
};

export type Field = {
  readonly name: string;
  readonly schema: ClaimSchema;
  readonly isRequired: boolean;
};

/** What is handed in for a document of the type: its fields in the order in which they are shown. */
export function readSchema(type: DocumentType) {
  const { properties = {}, required = [] } = type.inputSchema as ObjectSchema;
  const needed = new Set(required);
  const names = [
    ...Object.keys(type.claims).filter((name) => name in properties),
    ...Object.keys(properties).filter((name) => !(name in type.claims)),
  ];
  const fields = names.map(
    (name): Field => ({ name, schema: properties[name] ?? {}, isRequired: needed.has(name) }),
  );
  return { fields, required: needed, given: new Set(names) };
}

/** Claims that the service works out of what is given. */
export const derivedOf = (type: DocumentType): readonly string[] => {
  const { given } = readSchema(type);
  return Object.keys(type.claims).filter((name) => !given.has(name));
};

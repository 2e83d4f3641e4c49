import sax from "sax";
import { notOne } from "./Archive.ts";
import { WorkbookError } from "./errors.ts";

/** What a part's elements are to somebody; names are without their prefix. */
export type XmlVisitor = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/**
 * Reads a part as XML while it is unpacked. A document type declaration is refused, and with it every entity that a
 * file could define. @param afterPiece is awaited after each piece, so that its results can be handed on
 */
export async function readXml(
  pieces: AsyncIterable<string>,
  visitor: XmlVisitor,
  afterPiece: () => Promise<void> = async () => {},
): Promise<void> {
  const parser = sax.parser(true, { position: false });
  parser.onopentag = ({ name, attributes }) =>
    visitor.open(localName(name), attributes as Record<string, string>);
  parser.onclosetag = (name) => visitor.close?.(localName(name));
  parser.ontext = (text) => visitor.text?.(text);
  parser.oncdata = (text) => visitor.text?.(text);
  parser.ondoctype = () => {
    throw notOne();
  };
  parser.onerror = () => {
    throw notOne();
  };
  try {
    for await (const piece of pieces) {
      parser.write(piece);
      await afterPiece();
    }
    parser.close();
  } catch (error) {
    throw error instanceof WorkbookError ? error : notOne();
  }
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** An attribute whatever its prefix is: `r:id` has another one in some files. */
export function attribute(
  attributes: Readonly<Record<string, string>>,
  name: string,
): string | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  const found = Object.keys(attributes).find((each) => each.endsWith(`:${name}`));
  return found === undefined ? undefined : attributes[found];
}

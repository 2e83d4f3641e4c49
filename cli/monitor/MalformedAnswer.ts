/** The service answered with something that the API does not promise. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
  readonly path: string;
  readonly expected: string;
  readonly found: string;

  constructor(path: string, expected: string, found: string) {
    super(`${path}: ${expected}`);
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}

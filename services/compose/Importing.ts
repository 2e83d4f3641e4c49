import { RemoteFiles } from "../issuing/imports/desk/RemoteFiles.ts";

/** Where files go: to the process that reads them, as soon as it listens. */
export class Importing {
  readonly files: RemoteFiles;
  readonly #socket: Promise<string>;
  #tell: (socketPath: string) => void = () => {};

  constructor() {
    this.#socket = new Promise((resolve) => {
      this.#tell = resolve;
    });
    this.files = new RemoteFiles(() => this.#socket);
  }

  listensAt(socketPath: string): void {
    this.#tell(socketPath);
  }
}

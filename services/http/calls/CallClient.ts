import { Agent, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { Conflict, NotFound, ServiceError, Unavailable } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import { type Answer, type Asked, type CallTable, callPath } from "./CallTable.ts";
import { type CallBody, jsonType, readCallBody, toCallBody } from "./callBody.ts";
import { callError } from "./callError.ts";

/** The process behind the socket does not answer: it is being started again, as a rule. */
export const noAnswer = (cause: unknown): Unavailable =>
  new Unavailable("signer.unavailable", "The part that holds the keys does not answer.", cause);

/** Calls over the Unix socket of another process of ours. */
export class CallClient<Table extends CallTable> {
  readonly agent: Agent;
  readonly #table: Table;
  readonly #socketPath: string;

  constructor(table: Table, socketPath: string) {
    this.#table = table;
    this.#socketPath = socketPath;
    this.agent = new Agent({ keepAlive: true, maxSockets: limits.insideConnections });
  }

  get socketPath(): string {
    return this.#socketPath;
  }

  /** Throws what the other side threw (`ServiceError`), and `Unavailable` `signer.unavailable`. */
  async call<Name extends keyof Table & string>(
    name: Name,
    asked: Asked<Table, Name>,
  ): Promise<Answer<Table, Name>> {
    const { status, body } = await this.#post(name, toCallBody(asked));
    if (status === 200) return this.#table[name]?.answer.parse(body) as Answer<Table, Name>;
    throw toError(callError.parse(body));
  }

  async #post(name: string, asked: CallBody): Promise<{ status: number; body: unknown }> {
    const { socketPath, agent } = this;
    try {
      const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        const outgoing = request({ socketPath, agent, method: "POST", path: callPath + name });
        outgoing.setTimeout(limits.insideMs, () =>
          outgoing.destroy(new Error("no answer in time")),
        );
        outgoing.once("response", resolve).once("error", reject);
        outgoing.setHeader("content-type", asked.type);
        outgoing.end(asked.bytes);
      });
      const type = reply.headers["content-type"] ?? jsonType;
      const body = readCallBody({ type, bytes: await buffer(reply) });
      return { status: reply.statusCode ?? 0, body };
    } catch (error) {
      throw noAnswer(error);
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

function toError({
  status,
  code,
  message,
  data,
}: ReturnType<typeof callError.parse>): ServiceError {
  if (status === 404) return new NotFound(code, message, data);
  if (status === 409) return new Conflict(code, message, data);
  if (status === 503) return new Unavailable(code, message);
  return new ServiceError(status, code, message, data);
}

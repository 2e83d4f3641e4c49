import { createParser } from "eventsource-parser";

/** One server-sent event, its data as text. */
export type ReceivedEvent = { readonly event: string; readonly data: string };

/** The events of a stream as they come. Ends when the stream does; leaving the loop cancels it. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ReceivedEvent> {
  let received: ReceivedEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => received.push({ event: event ?? "message", data }),
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      const complete = received;
      received = [];
      yield* complete;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

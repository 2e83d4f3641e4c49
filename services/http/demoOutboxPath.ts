/** Where a demo shows what residents' phones would get; handed on by the process that strangers reach, in a demo alone. */
export const demoOutboxPath = "/demo/outbox";

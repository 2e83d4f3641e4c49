export type DemoNumbers = {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
};

/** Where a demo shows what phones would get. */
export const demoOutbox = "/demo/outbox";

export const isDemo = (): boolean =>
  document.getElementById("resident")?.dataset.demo !== undefined;

/** Whom one may try in a demo. It is no part of the API: only a demo has it. */
export async function askDemoNumbers(): Promise<readonly DemoNumbers[]> {
  const response = await fetch(demoOutbox, { headers: { accept: "application/json" } });
  const { residents } = (await response.json()) as { residents: readonly DemoNumbers[] };
  return residents;
}

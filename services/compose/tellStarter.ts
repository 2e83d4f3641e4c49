/**
 * Tells the process that started this one, if one did and listens. One that was killed hears nothing: its children notice that by
 * `disconnect`, and end.
 */
export const tellStarter = <Message extends object>(message: Message): void => {
  process.send?.(message, undefined, undefined, () => {});
};

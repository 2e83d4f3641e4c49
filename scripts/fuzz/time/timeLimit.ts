/** Processor time that no input of the allowed size may take. */
export const inputMsMax = 50;

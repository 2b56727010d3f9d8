/** Exit statuses: all went well, some file failed, wrong usage. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

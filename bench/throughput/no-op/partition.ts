/** The partition of all items that the pipeline that does nothing puts. */
export const NO_OP_PARTITION = 'NO-OP';

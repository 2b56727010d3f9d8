/** The stages of the pipeline that a queue feeds, in the order of a file's way. */
export const QUEUE_STAGES = ['parse', 'brief'] as const;
export type QueueStage = (typeof QUEUE_STAGES)[number];

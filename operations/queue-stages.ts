/** The stages of the pipeline that a queue feeds, in the order of a file's way. */
export const QUEUE_STAGES = ['parse', 'brief'] as const;
export type QueueStage = (typeof QUEUE_STAGES)[number];

/** The outputs of the stacks that name what belongs to each stage. */
export const STAGE_OUTPUTS = {
  parse: { queue: 'ParseQueueUrl', deadLetters: 'ParseDeadLetterQueueUrl', logGroup: 'ParseLogGroupName' },
  brief: { queue: 'BriefQueueUrl', deadLetters: 'BriefDeadLetterQueueUrl', logGroup: 'BriefLogGroupName' },
} as const satisfies Record<QueueStage, object>;

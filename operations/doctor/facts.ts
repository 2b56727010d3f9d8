import type { QueueDepth } from '../queue-depth.ts';
import type { QueueStage } from '../queue-stages.ts';
import type { DescribedStack } from '../stack-outputs.ts';

/**
 * The answer to one question about a deployment: what is, why it could not be told (in words for a person), or that there
 * is no such thing in the local runtime.
 */
export type Asked<T> = { readonly is: T } | { readonly untold: string } | 'not-here';

/** What is, where it was told. */
export function toldIn<T>(asked: Asked<T>): T | undefined {
  return typeof asked === 'object' && 'is' in asked ? asked.is : undefined;
}

/** A queue in front of a stage. */
export interface QueueFacts {
  readonly depth: QueueDepth;
  /** Where its dead letters go, by the queue's name, and after how many receives; undefined where they go nowhere. */
  readonly redrive: { readonly target: string; readonly receives: number } | undefined;
}

/** How many subscriptions the alarms' topic has. */
export interface SubscriptionFacts {
  readonly confirmed: number;
  readonly pending: number;
}

export interface AlarmFacts {
  readonly name: string;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  readonly state: string;
  readonly description: string;
  readonly isActing: boolean;
}

/** Generations of the briefs that were looked at: the first that came and the last. */
export interface BriefGenerations {
  readonly lookedAt: number;
  /** Whether there are more than those. */
  readonly more: boolean;
  /** How many are of an older parser, or analyzer, than the one asked about. */
  readonly ofOlderParser: number;
  readonly ofOlderAnalyzer: number;
  /** How many of the analyzer asked about are of an older lexicon than the one in force. */
  readonly ofOlderLexicon: number;
  /** The number of the lexicon in force; 0 without one. */
  readonly lexicon: number;
}

/** Which Precis made something. */
export interface Release {
  readonly version: string;
  readonly parserGeneration: number;
  readonly analyzerGeneration: number;
}

/** All that is asked about a deployment, before anything is judged. */
export interface DeploymentFacts {
  /** The stage that is deployed; undefined for the local runtime. */
  readonly stage: string | undefined;
  /** Who asks, as an ARN. */
  readonly caller: Asked<string>;
  /** By name; undefined for one that is not there. */
  readonly stacks: readonly { readonly name: string; readonly stack: Asked<DescribedStack | undefined> }[];
  readonly queues: Readonly<Record<QueueStage, Asked<QueueFacts>>>;
  /** The name of each stage's dead-letter queue, by the stacks' outputs. */
  readonly deadLetterQueues: Readonly<Record<QueueStage, string | undefined>>;
  /** How long the oldest message has waited, in seconds; undefined where none has lately. */
  readonly oldestSeconds: Readonly<Record<QueueStage, Asked<number | undefined>>>;
  readonly deadLetters: Readonly<Record<QueueStage, Asked<number>>>;
  /** What takes messages from each queue, with its state as Lambda has it. */
  readonly eventSources: Readonly<
    Record<QueueStage, Asked<readonly { readonly id: string; readonly state: string }[]>>
  >;
  readonly subscriptions: Asked<SubscriptionFacts>;
  readonly alarms: Asked<readonly AlarmFacts[]>;
  /** What was deployed; undefined where it does not say so. */
  readonly deployed: Asked<Release | undefined>;
  /** What this command is of. */
  readonly checkout: Release;
  readonly briefs: Asked<BriefGenerations>;
  /** The status that the API answers a request for one brief of a list; undefined where it does not answer. */
  readonly apiStatus: Asked<number | undefined>;
}

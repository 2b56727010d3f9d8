import * as z from 'zod';
import { ConfigurationError } from '../functions/core/errors.ts';
import { MAX_SHARDS } from '../functions/core/store/shards.ts';
import { ParseLimitsSchema } from '../functions/runtime/parse-limits-schema.ts';
import { BoundarySetting, DomainSetting, EnvironmentSetting, KmsSetting, misplaced } from './account-settings.ts';
import { AuthSetting, exactOrigins, isRefusedByCognito, OriginsSetting } from './auth-settings.ts';
import { EventsSetting } from './events-setting.ts';
import { nearestSetting } from './setting-names.ts';
import { dev } from './stages/dev.ts';
import { prod } from './stages/prod.ts';

/** The retention times that CloudWatch Logs knows, in days (API Reference, PutRetentionPolicy). */
const LogRetentionDays = z.literal([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/** Megabytes; more memory is more processor (AWS Lambda Developer Guide, "Configure Lambda function memory"). */
const MemoryMegabytes = z.int().min(256).max(10_240);

const QueueFunction = z.strictObject({
  /** Half of it is what one article may take; below 512, an article of the largest size ends the whole function. */
  memoryMegabytes: MemoryMegabytes.min(512),
  /** A quarter of it is what one article may take; six times it is how long a message in work stays hidden. */
  timeoutSeconds: z.int().min(8).max(900),
  /** Batches in work at the same time. Lambda takes 2 to 1,000 (Developer Guide, "Configuring maximum concurrency"). */
  maxConcurrency: z.int().min(2).max(1_000),
});

/** Everything that may differ between stages. Times and sizes carry their unit in their name. */
const Settings = z.strictObject({
  /** The one account and region that the stage is deployed to; without it, those of whoever deploys. */
  environment: EnvironmentSetting.optional(),
  /** What is stored (buckets, table, people, the stage's own key) outlives its stack. */
  retainData: z.boolean(),
  /** Nobody deletes the stacks, the table or the pool of people before this is taken back. */
  deletionProtection: z.boolean(),
  /** How long articles and briefs are kept after receipt; without it, for ever. */
  retentionDays: z.int().min(1).max(3_650).optional(),
  /** How long a version of a brief is kept once another took its place; without it, as long as the brief. */
  versionRetentionDays: z.int().min(1).max(3_650).optional(),
  /** How long a file's overwritten and deleted versions are kept; without it, for ever. */
  noncurrentVersionDays: z.int().min(1).max(3_650).optional(),
  logRetentionDays: LogRetentionDays,
  parse: QueueFunction,
  brief: QueueFunction,
  api: z.strictObject({
    memoryMegabytes: MemoryMegabytes,
    /** API Gateway waits 30 s at the longest (quotas of HTTP APIs). */
    timeoutSeconds: z.int().min(1).max(29),
  }),
  /** What a file may hold at most; over any of them it is rejected. Those not named are the parser's own. */
  limits: z.strictObject({
    ...ParseLimitsSchema.partial().shape,
    ...ParseLimitsSchema.pick({ objectBytes: true, textCharacters: true, parts: true }).shape,
  }),
  throttle: z.strictObject({
    requestsPerSecond: z.int().min(1),
    burst: z.int().min(1),
  }),
  /** Who may call the API: callers with IAM permission (signed requests), unless another mode is written out. */
  auth: AuthSetting.default({ mode: 'iam' }),
  /** The API's own name in place of API Gateway's address, which is closed then. */
  domain: DomainSetting.optional(),
  /** The origins of pages, other than the API's own, that may use it and upload to the inbox from a browser. */
  origins: OriginsSetting.default([]),
  /** Whether the API serves the text of articles; without it, only what briefs quote, and it cannot read the rest. */
  serveArticleText: z.boolean().default(true),
  /** Into how many shards lists are divided at least. The count in the table never falls, whatever stands here. */
  shards: z.int().min(1).max(MAX_SHARDS).default(1),
  /** The key that encrypts what is stored, queued and logged; without it, AWS's own keys, which cost nothing. */
  kms: KmsSetting.optional(),
  /** A managed policy beyond whose permissions no role of the stage can go. */
  permissionsBoundary: BoundarySetting.optional(),
  /** Where changes of briefs are announced; by default to nobody. */
  events: EventsSetting.default({ mode: 'none' }),
  /** Who is told of alarms; must confirm the subscription once. */
  alarmEmail: z.email().optional(),
});
/** The names of all settings of a stage. */
export const SETTING_NAMES = Object.keys(Settings.shape) as (keyof StageSettings)[];
export type StageSettings = z.output<typeof Settings>;
/** The settings as a stage's file writes them. */
export type StageSettingsInput = z.input<typeof Settings>;

/** What `parse` takes by itself, in megabytes, and for each byte of the ten files of a batch (measured: 816 for 25 MB). */
const PARSE_MEGABYTES = 150;
const PARSE_BYTES_PER_BYTE = 3;
const FILES_IN_BATCH = 10;

function memoryForFiles(objectBytes: number): number {
  return PARSE_MEGABYTES + Math.ceil((objectBytes * FILES_IN_BATCH * PARSE_BYTES_PER_BYTE) / 1e6);
}

/** What holds between settings. */
const StageSettings = Settings.refine(
  ({ retentionDays, noncurrentVersionDays }) => retentionDays === undefined || noncurrentVersionDays !== undefined,
  {
    path: ['noncurrentVersionDays'],
    error: 'without it, what expires after retentionDays would be kept for ever as an old version',
  },
)
  .refine(({ parse, limits }) => parse.memoryMegabytes >= memoryForFiles(limits.objectBytes), {
    path: ['parse', 'memoryMegabytes'],
    error: ({ input }) =>
      `ten files of limits.objectBytes at once need ${memoryForFiles((input as StageSettings).limits.objectBytes)}`,
  })
  .refine(({ auth, origins }) => auth.mode !== 'users' || !exactOrigins(origins).some(isRefusedByCognito), {
    path: ['origins'],
    error:
      'with auth.mode users, people come back to these origins, and Cognito takes http://localhost:PORT for them, not 127.0.0.1',
  })
  .superRefine((settings, context) => {
    for (const { setting, error } of misplaced(settings)) {
      context.addIssue({ code: 'custom', path: setting.split('.'), message: error });
    }
  });

/** Part of the stacks' names, which CloudFormation limits to letters, digits and hyphens (API Reference, CreateStack). */
const STAGE_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/;

export interface StageConfig {
  /** The stage's name, part of the stacks' names. */
  stage: string;
  settings: StageSettings;
}

/** Each stage by its name, which is also the name of its file in `lib/stages`. */
const STAGES: Readonly<Record<string, unknown>> = { dev, prod };

/** The stage that is meant where none is named. */
export const DEFAULT_STAGE = 'dev';

/** A name as a person would write it; CDK's own keys all hold a colon, a hyphen or a slash. */
const WRITTEN_BY_HAND = /^\w+$/;

/**
 * Refuses what `-c` cannot choose: a misspelt stage would deploy the default one, a setting would be without effect.
 * @param names of everything in the app's context.
 * @throws ConfigurationError for a name that is neither `stage` nor CDK's.
 */
export function refuseUnknownContext(names: readonly string[]): void {
  const unknown = names.find((name) => name !== 'stage' && WRITTEN_BY_HAND.test(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(`-c does not choose ${JSON.stringify(unknown)}, but the stage alone.`, {
    remedy: `Write -c stage=NAME; settings are written in lib/stages. If no -c ${unknown}= was given, it stands in cdk.json or ~/.cdk.json.`,
  });
}

/**
 * Finds and validates the settings of a stage.
 * @param stage as given by `-c stage=`; undefined is the default.
 * @param stages the settings as their files write them, by stage; not yet validated.
 * @throws ConfigurationError for a stage that is not there, and for a setting that is missing, unknown or wrong.
 */
export function stageConfig(stage: unknown = DEFAULT_STAGE, stages = STAGES): StageConfig {
  if (typeof stage !== 'string' || !Object.hasOwn(stages, stage)) {
    throw new ConfigurationError(`There is no stage ${JSON.stringify(stage)}.`, {
      file: 'lib/config.ts',
      remedy: `Name one of ${Object.keys(stages).join(', ')} (as -c stage=${DEFAULT_STAGE}), or add a file to lib/stages and name it in STAGES.`,
    });
  }
  if (!STAGE_NAME.test(stage)) {
    throw new ConfigurationError(`A stage cannot be named ${JSON.stringify(stage)}.`, {
      file: 'lib/config.ts',
      remedy: 'Its name may have letters, digits and hyphens, at most 40: it becomes part of the names of its stacks.',
    });
  }
  const file = `lib/stages/${stage}.ts`;
  const parsed = StageSettings.safeParse(stages[stage], { reportInput: true });
  if (!parsed.success) {
    throw new ConfigurationError(describe(parsed.error), {
      file,
      remedy: 'Correct the settings; lib/config.ts says what each may be.',
      cause: parsed.error,
    });
  }
  return { stage, settings: parsed.data };
}

function unknownSetting(path: readonly PropertyKey[], key: string): string {
  const at = (name: string) => [...path, name].join('.');
  const nearest = nearestSetting(Settings, path, key);
  return `There is no setting ${at(key)}.${nearest === undefined ? '' : ` Did you mean ${at(nearest)}?`}`;
}

function describe(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const path = issue.path.join('.');
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownSetting(issue.path, key)).join(' ');
      if (issue.code === 'invalid_type' && issue.input === undefined) return `The setting ${path} is missing.`;
      return `The setting ${path} is wrong: ${issue.message}.`;
    })
    .join(' ');
}

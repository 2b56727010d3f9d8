import { generationOf } from '../../functions/core/generations.ts';
import { OLDEST_MESSAGE_SECONDS } from '../../functions/core/message-age.ts';
import { QUEUE_STAGES, type QueueStage, STAGE_OUTPUTS } from '../queue-stages.ts';
import type { DescribedStack } from '../stack-outputs.ts';
import {
  type AlarmFacts,
  type Asked,
  type BriefGenerations,
  type DeploymentFacts,
  type SubscriptionFacts,
  toldIn,
} from './facts.ts';

/** How a check came out; `skipped` is for what is not in the local runtime. */
export type Verdict = 'ok' | 'warning' | 'wrong' | 'skipped';

export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  /** What was found, as part of a line. */
  readonly found: string;
  /** What to do; undefined where there is nothing to do. */
  readonly remedy?: string;
}

/** The outputs by which the commands find everything. */
const NEEDED_OUTPUTS = [
  'InboxBucketName',
  'StagedBucketName',
  'TableName',
  ...QUEUE_STAGES.flatMap((stage) => [STAGE_OUTPUTS[stage].queue, STAGE_OUTPUTS[stage].deadLetters]),
  'ApiUrl',
  ...QUEUE_STAGES.map((stage) => STAGE_OUTPUTS[stage].logGroup),
  'AlarmTopicArn',
];

/** Judges what was found out about a deployment: one finding for each check, in the order in which to mend them. */
export function diagnose(facts: DeploymentFacts): Finding[] {
  return [
    judge('credentials', facts.caller, (arn) => ok(arn)),
    ...facts.stacks.map(({ name, stack }) =>
      judge(`stack ${name}`, stack, (described) => stackFinding(described, facts.stage)),
    ),
    outputsFinding(facts),
    releaseFinding(facts),
    ...QUEUE_STAGES.flatMap((stage) => queueFindings(stage, facts)),
    judge('alarms', facts.alarms, alarmsFinding),
    judge("alarms' subscribers", facts.subscriptions, subscriptionsFinding),
    judge('API', facts.apiStatus, (status) => apiFinding(status, facts.stage)),
    judge('generations of briefs', facts.briefs, (briefs) => briefsFinding(briefs, facts)),
  ];
}

type Judgement = Omit<Finding, 'check'>;

const ok = (found: string): Judgement => ({ verdict: 'ok', found });
const warning = (found: string, remedy: string): Judgement => ({ verdict: 'warning', found, remedy });
const wrong = (found: string, remedy: string): Judgement => ({ verdict: 'wrong', found, remedy });

function judge<T>(check: string, asked: Asked<T>, judgement: (is: T) => Judgement): Finding {
  if (asked === 'not-here') return { check, verdict: 'skipped', found: 'not in the local runtime' };
  if ('untold' in asked) return { check, ...warning('not checked', asked.untold) };
  return { check, ...judgement(asked.is) };
}

function deploy(stage: string | undefined): string {
  return stage === undefined ? 'Stop `npm start`, and start it again.' : `Deploy: npm run deploy -- -c stage=${stage}`;
}

/** AWS CloudFormation User Guide, "Stack status codes". */
function stackFinding(stack: DescribedStack | undefined, stage: string | undefined): Judgement {
  if (stack === undefined) {
    return wrong('not there', `Check the stage, AWS_REGION and the account. ${deploy(stage)}`);
  }
  const { status } = stack;
  if (/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return ok(status);
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    return warning(
      `${status}: the last deployment was undone, the one before runs`,
      "The stack's events in CloudFormation say why; mend it and deploy again.",
    );
  }
  if (/_IN_PROGRESS$/.test(status)) return warning(status, 'Ask again once CloudFormation is done.');
  return wrong(status, "The stack's events in CloudFormation say why; mend it and deploy again.");
}

function outputsFinding({ stacks, stage }: DeploymentFacts): Finding {
  const described = stacks.flatMap(({ stack }) => toldIn(stack) ?? []);
  if (described.length < stacks.length) {
    // More than a warning: most of the other checks go by them, and would all be left out.
    return { check: 'outputs', ...wrong('not known', 'Both stacks have to be there, and to be seen.') };
  }
  const missing = NEEDED_OUTPUTS.filter((name) => !described.some(({ outputs }) => outputs.has(name)));
  if (missing.length === 0) return { check: 'outputs', ...ok(`all ${NEEDED_OUTPUTS.length}`) };
  return { check: 'outputs', ...wrong(`without ${missing.join(', ')}`, deploy(stage)) };
}

function releaseFinding({ deployed, checkout, stage }: DeploymentFacts): Finding {
  return judge('version', deployed, (release) => {
    if (release === undefined) return warning('the stacks do not tell it: they are older', deploy(stage));
    const told = ({ version, parserGeneration, analyzerGeneration }: typeof release) =>
      `${version}, parser generation ${parserGeneration}, analyzer generation ${analyzerGeneration}`;
    if (told(release) === told(checkout)) return ok(told(release));
    const isAhead =
      release.parserGeneration > checkout.parserGeneration || release.analyzerGeneration > checkout.analyzerGeneration;
    return warning(
      `${told(release)}; this checkout is ${told(checkout)}`,
      isAhead ? 'This checkout is older than what is deployed: update it before you deploy.' : deploy(stage),
    );
  });
}

function queueFindings(stage: QueueStage, facts: DeploymentFacts): Finding[] {
  return [
    judge(`${stage} queue`, facts.queues[stage], ({ depth, redrive }) => {
      const found = `${depth.visible + depth.delayed} waiting, ${depth.inFlight} in work`;
      const remedy = 'It is not as the template has it. The change was made by hand: take it back, or deploy.';
      if (redrive === undefined) return wrong(`${found}; what fails never becomes a dead letter`, remedy);
      if (redrive.target !== facts.deadLetterQueues[stage]) {
        return wrong(`${found}; its dead letters go to ${redrive.target}`, remedy);
      }
      return ok(`${found}; a dead letter after ${redrive.receives} receives`);
    }),
    judge(`oldest in the ${stage} queue`, facts.oldestSeconds[stage], (seconds) => {
      if (seconds === undefined) return ok('nothing has waited lately');
      const found = `${Math.round(seconds)} s`;
      return seconds <= OLDEST_MESSAGE_SECONDS
        ? ok(found)
        : warning(found, 'It fails, or more comes than is done: docs/operations.md#oldestmessage');
    }),
    judge(`dead letters of ${stage}`, facts.deadLetters[stage], (count) =>
      count === 0 ? ok('none') : wrong(`about ${count}`, '`precis dead` tells why, `precis redrive` returns them.'),
    ),
    judge(`event source of ${stage}`, facts.eventSources[stage], (sources) => {
      const [source] = sources;
      if (source === undefined) return wrong('nothing takes messages from the queue', deploy(facts.stage));
      if (source.state === 'Enabled') return ok(source.state);
      const enable = `aws lambda update-event-source-mapping --uuid ${source.id} --enabled`;
      return source.state === 'Disabled'
        ? wrong(source.state, enable)
        : warning(source.state, 'Ask again in a minute.');
    }),
  ];
}

function alarmsFinding(alarms: readonly AlarmFacts[]): Judgement {
  const raised = alarms.filter(({ state }) => state === 'ALARM');
  const silent = alarms.filter(({ isActing }) => !isActing);
  if (alarms.length === 0) return wrong('there are none', 'Deploy the stacks as they are.');
  if (raised.length > 0) {
    return wrong(
      `raised: ${raised.map(({ name }) => name).join(', ')}`,
      raised.map(({ description }) => description).join(' '),
    );
  }
  if (silent.length > 0) {
    return warning(
      `${silent.length} of ${alarms.length} tell nobody`,
      `aws cloudwatch enable-alarm-actions --alarm-names ${silent.map(({ name }) => name).join(' ')}`,
    );
  }
  return ok(`none of ${alarms.length} is raised`);
}

function subscriptionsFinding({ confirmed, pending }: SubscriptionFacts): Judgement {
  if (confirmed > 0) return ok(`${confirmed} confirmed${pending === 0 ? '' : `, ${pending} not yet`}`);
  return pending > 0
    ? warning('nobody is told: the subscription is not confirmed', 'Follow the link in the mail that AWS sent.')
    : warning('nobody is told', 'Set alarmEmail in lib/stages, or subscribe to the topic AlarmTopicArn.');
}

function apiFinding(status: number | undefined, stage: string | undefined): Judgement {
  if (status === undefined) {
    return wrong(
      'does not answer',
      stage === undefined
        ? deploy(stage)
        : 'Is the network there? With a domain, its record has to lead to ApiDomainTarget.',
    );
  }
  if (status === 200) return ok('answers');
  if (status === 401) {
    return ok('answers, and asks for a token (set PRECIS_TOKEN to look further)');
  }
  if (status === 403)
    return warning('answers, but refuses these credentials', 'Attach the policy ReaderPolicyArn to them.');
  return wrong(
    `answers with status ${status}`,
    'The log of the api function says why: docs/operations.md#servererrors',
  );
}

function briefsFinding(
  { lookedAt, more, ofOlderParser, ofOlderAnalyzer, ofOlderLexicon, lexicon }: BriefGenerations,
  { deployed, checkout, stage }: DeploymentFacts,
): Judgement {
  const { parserGeneration, analyzerGeneration } = toldIn(deployed) ?? checkout;
  const sample = `of ${more ? 'the' : 'all'} ${lookedAt} ${more ? 'that were looked at' : 'there are'}`;
  const where = stage === undefined ? '' : ` --deployment ${stage}`;
  if (ofOlderParser > 0) {
    return warning(
      `${sample}, ${ofOlderParser} are of an older parser`,
      `precis replay --stage parse --older-than ${parserGeneration}${where}`,
    );
  }
  if (ofOlderAnalyzer > 0) {
    return warning(
      `${sample}, ${ofOlderAnalyzer} are of an older analyzer`,
      `precis replay --stage brief --older-than ${analyzerGeneration}${where}`,
    );
  }
  if (ofOlderLexicon > 0) {
    return warning(
      `${sample}, ${ofOlderLexicon} are of an older lexicon than ${lexicon}`,
      `precis replay --stage brief --older-than ${generationOf(lexicon, analyzerGeneration)}${where}`,
    );
  }
  return ok(lookedAt === 0 ? 'there are no briefs yet' : `${sample}, none is of an older generation`);
}

/** Whether nothing is wrong; what could not be checked and what is only to be known counts as well. */
export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ verdict }) => verdict !== 'wrong');
}

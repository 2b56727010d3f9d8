import { describe, expect, it } from 'vitest';
import { diagnose, isWell, type Verdict } from '../../operations/doctor/diagnose.ts';
import type { AlarmFacts, DeploymentFacts } from '../../operations/doctor/facts.ts';

const RELEASE = { version: '0.1.0', parserGeneration: 2, analyzerGeneration: 6 };
const OUTPUTS = [
  ...['InboxBucketName', 'StagedBucketName', 'TableName', 'ParseQueueUrl', 'ParseDeadLetterQueueUrl', 'BriefQueueUrl'],
  ...['BriefDeadLetterQueueUrl', 'ApiUrl', 'ParseLogGroupName', 'BriefLogGroupName', 'AlarmTopicArn'],
];
const stackOf = (status: string, outputs = OUTPUTS) => ({
  is: { status, outputs: new Map(outputs.map((name) => [name, 'x'])) },
});
const QUEUE = { depth: { visible: 2, inFlight: 1, delayed: 1 }, redrive: { target: 'parse-dead', receives: 5 } };
const ALARM: AlarmFacts = {
  name: 'A',
  state: 'OK',
  description: 'What to do: docs/operations.md#errors',
  isActing: true,
};

/** A deployed stage of which all is well. */
const WELL: DeploymentFacts = {
  stage: 'dev',
  caller: { is: 'arn:aws:iam::000000000000:user/desk' },
  stacks: [
    { name: 'Precis-dev-Data', stack: stackOf('CREATE_COMPLETE') },
    { name: 'Precis-dev-App', stack: stackOf('UPDATE_COMPLETE') },
  ],
  queues: { parse: { is: QUEUE }, brief: { is: { ...QUEUE, redrive: { target: 'brief-dead', receives: 5 } } } },
  deadLetterQueues: { parse: 'parse-dead', brief: 'brief-dead' },
  oldestSeconds: { parse: { is: 40 }, brief: { is: undefined } },
  deadLetters: { parse: { is: 0 }, brief: { is: 0 } },
  eventSources: { parse: { is: [{ id: 'p', state: 'Enabled' }] }, brief: { is: [{ id: 'b', state: 'Enabled' }] } },
  subscriptions: { is: { confirmed: 1, pending: 0 } },
  alarms: { is: [ALARM, { ...ALARM, state: 'INSUFFICIENT_DATA' }] },
  deployed: { is: RELEASE },
  checkout: RELEASE,
  briefs: { is: { lookedAt: 120, more: false, ofOlderParser: 0, ofOlderAnalyzer: 0, ofOlderLexicon: 0, lexicon: 0 } },
  apiStatus: { is: 200 },
};

/** The finding of one check of a deployment of which something else is so. */
function finding(check: string, facts: Partial<DeploymentFacts>) {
  const found = diagnose({ ...WELL, ...facts }).filter((each) => each.check === check);
  expect(found).toHaveLength(1);
  return found[0];
}

describe('A deployment', () => {
  it('of which all is well has a finding for each check, and nothing to do', () => {
    const findings = diagnose(WELL);

    expect(findings.map(({ check, verdict, found }) => `${verdict} ${check}: ${found}`)).toEqual([
      'ok credentials: arn:aws:iam::000000000000:user/desk',
      'ok stack Precis-dev-Data: CREATE_COMPLETE',
      'ok stack Precis-dev-App: UPDATE_COMPLETE',
      'ok outputs: all 11',
      'ok version: 0.1.0, parser generation 2, analyzer generation 6',
      'ok parse queue: 3 waiting, 1 in work; a dead letter after 5 receives',
      'ok oldest in the parse queue: 40 s',
      'ok dead letters of parse: none',
      'ok event source of parse: Enabled',
      'ok brief queue: 3 waiting, 1 in work; a dead letter after 5 receives',
      'ok oldest in the brief queue: nothing has waited lately',
      'ok dead letters of brief: none',
      'ok event source of brief: Enabled',
      'ok alarms: none of 2 is raised',
      "ok alarms' subscribers: 1 confirmed",
      'ok API: answers',
      'ok generations of briefs: of all 120 there are, none is of an older generation',
    ]);
    expect(findings.filter(({ remedy }) => remedy !== undefined)).toEqual([]);
    expect(isWell(findings)).toBe(true);
  });

  it.each<[string, Partial<DeploymentFacts>, Verdict, RegExp, RegExp]>([
    [
      'stack Precis-dev-Data',
      { stacks: [{ name: 'Precis-dev-Data', stack: { is: undefined } }] },
      'wrong',
      /^not there$/,
      /AWS_REGION.* npm run deploy -- -c stage=dev/,
    ],
    ...(
      ['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED', 'CREATE_FAILED', 'DELETE_COMPLETE'] as const
    ).map((status): [string, Partial<DeploymentFacts>, Verdict, RegExp, RegExp] => [
      'stack S',
      { stacks: [{ name: 'S', stack: stackOf(status) }] },
      'wrong',
      new RegExp(`^${status}$`),
      /events/,
    ]),
    ['stack S', { stacks: [{ name: 'S', stack: stackOf('UPDATE_ROLLBACK_COMPLETE') }] }, 'warning', /undone/, /events/],
    ['stack S', { stacks: [{ name: 'S', stack: stackOf('UPDATE_IN_PROGRESS') }] }, 'warning', /PROGRESS/, /Ask again/],
    [
      'outputs',
      { stacks: [{ name: 'S', stack: stackOf('CREATE_COMPLETE', OUTPUTS.slice(2)) }] },
      'wrong',
      /^without InboxBucketName, StagedBucketName$/,
      /npm run deploy/,
    ],
    ['outputs', { stacks: [{ name: 'S', stack: { untold: 'no' } }] }, 'wrong', /not known/, /Both stacks/],
    ['version', { deployed: { is: undefined } }, 'warning', /older/, /npm run deploy/],
    [
      'version',
      { deployed: { is: { ...RELEASE, analyzerGeneration: 4 } } },
      'warning',
      /analyzer generation 4; this checkout is .* analyzer generation 6/,
      /npm run deploy/,
    ],
    [
      'version',
      { deployed: { is: { ...RELEASE, parserGeneration: 3 } } },
      'warning',
      /parser generation 3, .*; this checkout/,
      /update it before/,
    ],
    [
      'parse queue',
      { queues: { ...WELL.queues, parse: { is: { ...QUEUE, redrive: undefined } } } },
      'wrong',
      /never becomes a dead letter/,
      /by hand/,
    ],
    [
      'parse queue',
      { deadLetterQueues: { parse: 'other', brief: 'brief-dead' } },
      'wrong',
      /its dead letters go to parse-dead/,
      /by hand/,
    ],
    [
      'oldest in the brief queue',
      { oldestSeconds: { parse: { is: 0 }, brief: { is: 901 } } },
      'warning',
      /^901 s$/,
      /#oldestmessage/,
    ],
    [
      'dead letters of brief',
      { deadLetters: { parse: { is: 0 }, brief: { is: 3 } } },
      'wrong',
      /^about 3$/,
      /precis dead/,
    ],
    [
      'event source of parse',
      { eventSources: { ...WELL.eventSources, parse: { is: [] } } },
      'wrong',
      /nothing takes/,
      /npm run deploy/,
    ],
    [
      'event source of parse',
      { eventSources: { ...WELL.eventSources, parse: { is: [{ id: 'u-1', state: 'Disabled' }] } } },
      'wrong',
      /Disabled/,
      /--uuid u-1 --enabled$/,
    ],
    [
      'event source of parse',
      { eventSources: { ...WELL.eventSources, parse: { is: [{ id: 'u-1', state: 'Updating' }] } } },
      'warning',
      /Updating/,
      /Ask again/,
    ],
    ['alarms', { alarms: { is: [] } }, 'wrong', /there are none/, /Deploy/],
    [
      'alarms',
      { alarms: { is: [ALARM, { ...ALARM, name: 'B', state: 'ALARM' }] } },
      'wrong',
      /^raised: B$/,
      /docs\/operations.md#errors/,
    ],
    [
      'alarms',
      { alarms: { is: [ALARM, { ...ALARM, name: 'B', isActing: false }] } },
      'warning',
      /^1 of 2 tell nobody$/,
      /enable-alarm-actions --alarm-names B$/,
    ],
    ["alarms' subscribers", { subscriptions: { is: { confirmed: 0, pending: 0 } } }, 'warning', /nobody/, /alarmEmail/],
    [
      "alarms' subscribers",
      { subscriptions: { is: { confirmed: 0, pending: 1 } } },
      'warning',
      /not confirmed/,
      /mail/,
    ],
    [
      "alarms' subscribers",
      { subscriptions: { is: { confirmed: 1, pending: 1 } } },
      'ok',
      /1 confirmed, 1 not yet/,
      /^$/,
    ],
    ['API', { apiStatus: { is: 401 } }, 'ok', /PRECIS_TOKEN/, /^$/],
    ['API', { apiStatus: { is: 403 } }, 'warning', /refuses these credentials/, /ReaderPolicyArn/],
    ['API', { apiStatus: { is: undefined } }, 'wrong', /does not answer/, /ApiDomainTarget/],
    ['API', { apiStatus: { is: 503 } }, 'wrong', /status 503/, /#servererrors/],
    [
      'generations of briefs',
      {
        briefs: {
          is: { lookedAt: 1000, more: true, ofOlderParser: 0, ofOlderAnalyzer: 7, ofOlderLexicon: 0, lexicon: 0 },
        },
      },
      'warning',
      /^of the 1000 that were looked at, 7 are of an older analyzer$/,
      /^precis replay --stage brief --older-than 6 --deployment dev$/,
    ],
    [
      'generations of briefs',
      {
        briefs: {
          is: { lookedAt: 9, more: false, ofOlderParser: 0, ofOlderAnalyzer: 0, ofOlderLexicon: 4, lexicon: 3 },
        },
      },
      'warning',
      /^of all 9 there are, 4 are of an older lexicon than 3$/,
      /^precis replay --stage brief --older-than 6003 --deployment dev$/,
    ],
    [
      'generations of briefs',
      {
        stage: undefined,
        deployed: { is: { ...RELEASE, parserGeneration: 3 } },
        briefs: {
          is: { lookedAt: 9, more: false, ofOlderParser: 2, ofOlderAnalyzer: 9, ofOlderLexicon: 0, lexicon: 0 },
        },
      },
      'warning',
      /^of all 9 there are, 2 are of an older parser$/,
      /^precis replay --stage parse --older-than 3$/,
    ],
    ['credentials', { caller: { untold: 'sts:GetCallerIdentity: no' } }, 'warning', /not checked/, /^sts:GetCallerId/],
    ['alarms', { alarms: 'not-here' }, 'skipped', /^not in the local runtime$/, /^$/],
  ])('%s is told (%#)', (check, facts, verdict, found, remedy) => {
    const told = finding(check, facts);

    expect(told?.verdict).toBe(verdict);
    expect(told?.found).toMatch(found);
    expect(told?.remedy ?? '').toMatch(remedy);
    expect(isWell(told ? [told] : [])).toBe(verdict !== 'wrong');
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chaos } from '../../local/chaos/chaos.ts';
import { type ChaosMessage, chaosMessage } from '../../local/chaos/chaos-message.ts';
import type { InvocationFault, RequestPoint } from '../../local/chaos/faults.ts';
import { Ordinals } from '../../local/chaos/ordinals.ts';
import { LAST_FAILED_RECEIVE, LONGEST_DELAY, RATES } from '../../local/chaos/rates.ts';
import { SeededFaults } from '../../local/chaos/seeded-faults.ts';
import { PROJECT } from '../project.ts';

const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:parse';
const ROLE = 'arn:aws:iam::000000000000:role/parse';
const OWNER = 'arn:aws:iam::000000000000:root';
const DECISIONS = 10_000;

/** The notification of an object that was created. */
function notification(key: string, sequencer = '00AB'): string {
  const s3 = { bucket: { name: 'inbox' }, object: { key, sequencer } };
  const eventTime = new Date(Number.parseInt(sequencer, 16)).toISOString();
  return JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', eventTime, s3 }] });
}

function received(key: string, receives = 1): ChaosMessage {
  return { queueArn: QUEUE, key, identity: `${QUEUE} ${key} 1 1`, receives };
}

const batch = (name: string, size: number, receives = 1) => ({
  functionName: 'parse',
  messages: Array.from({ length: size }, (_, index) => received(`in/${name}-${index}.txt`, receives)),
});

function request(number: number, changes: Partial<RequestPoint> = {}): RequestPoint {
  return {
    action: 's3:GetObjectVersion',
    resource: `arn:aws:s3:::inbox/in/${number}.txt`,
    caller: ROLE,
    traceId: 'a',
    ...changes,
  };
}

function share<T>(decide: (number: number) => T | undefined): number {
  const decisions = Array.from({ length: DECISIONS }, (_, number) => decide(number));
  return decisions.filter((decision) => decision !== undefined).length / DECISIONS;
}

/** Within five standard deviations of a share of so many decisions. */
function expectShare(actual: number, rate: number): void {
  expect(Math.abs(actual - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / DECISIONS));
}

describe('Faults by a seed: the same for the same', () => {
  const decisions = (seed: string) => {
    const faults = new SeededFaults(seed);
    return Array.from({ length: 300 }, (_, number) => [
      faults.invocation(batch(`${number}`, 1 + (number % 10))),
      faults.sending(received(`in/${number}.txt`, 0)),
      faults.receiving(received(`in/${number}.txt`)),
      faults.rank(received(`in/${number}.txt`)),
      faults.request(request(number), batch(`${number}`, 1)),
    ]);
  };

  it('decides the same under the same seed, and else under another', () => {
    expect(decisions('a')).toEqual(decisions('a'));
    expect(decisions('a')).not.toEqual(decisions('b'));
  });

  it('decides the same in whatever order it is asked', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(40).keys()], { minLength: 40 }), (order) => {
        const [forward, shuffled] = [new SeededFaults('a'), new SeededFaults('a')];
        const decide = (faults: SeededFaults, number: number) =>
          faults.request(request(number), batch(`${number}`, 1)) ?? null;
        const inOrder = new Map([...Array(40).keys()].map((number) => [number, decide(forward, number)]));
        for (const number of order) expect(decide(shuffled, number)).toEqual(inOrder.get(number));
      }),
      { numRuns: 20 },
    );
  });

  it('knows a file by its name, and not by when it was put: another run has other sequencers', () => {
    const identities = (sequencers: string[]) => {
      const ordinals = new Ordinals();
      return sequencers.map((sequencer, index) => {
        const message = { queueArn: QUEUE, messageId: `${sequencer}-${index}`, receives: 1 };
        return chaosMessage({ ...message, body: notification('in/a.txt', sequencer) }, ordinals).identity;
      });
    };

    const today = identities(['0A', '0B', '0B', '0A']);

    expect(today).toEqual(identities(['1A', '1B', '1B', '1A']));
    expect(new Set(today).size).toBe(4);
  });

  it('knows a staged object by its article, and not by the revision in its key', () => {
    const keyOf = (sequencer: string) => `articles/${'0'.repeat(32)}/${sequencer.padEnd(64, '0')}.000002.json`;
    const [today, tomorrow] = ['019A1B2C3D4E5F6A01', '019A1B2C3D4E5F7B02'].map((sequencer) =>
      Array.from({ length: 100 }, () => keyOf(sequencer)),
    );
    const decide = (keys: string[] = []) => {
      const faults = new SeededFaults('a');
      return keys.map((key) => faults.request(request(0, { resource: `arn:aws:s3:::staged/${key}` }), batch('a', 1)));
    };

    expect(decide(today)).toEqual(decide(tomorrow));
    expect(decide(today).some((fault) => fault !== undefined)).toBe(true);
  });
});

describe('Faults by a seed: how often', () => {
  const faults = new SeededFaults('rates');

  it.each([1, 3, 10])('fails the stated share of invocations with batches of %i', (size) => {
    expectShare(
      share((number) => faults.invocation(batch(`${size}-${number}`, size))),
      RATES.invocation,
    );
  });

  it('fails invocations in each way, at their first requests and at later ones, before and after', () => {
    const found = Array.from({ length: DECISIONS }, (_, number) => faults.invocation(batch(`how-${number}`, 4)));
    const made = found.filter((fault): fault is InvocationFault => fault !== undefined);
    const ended = made.flatMap((fault) => (fault.kind === 'ended' ? [fault] : []));

    expect(new Set(made.map((fault) => (fault.kind === 'ended' ? fault.how : fault.kind)))).toEqual(
      new Set(['kill', 'time-out', 'out-of-memory', 'answer-lost']),
    );
    expect(new Set(ended.map(({ done }) => done))).toEqual(new Set([true, false]));
    const requests = ended.map(({ request: at = 0 }) => at);
    expect(Math.min(...requests)).toBe(1);
    expect(Math.max(...requests)).toBeGreaterThan(30);
  });

  it('fails the stated share of requests: of consumers more than of others, of forms none', () => {
    const consumer = batch('a', 1);
    const api = { functionName: 'api', messages: [] };
    const ofOwner = (number: number) =>
      faults.request(request(number, { caller: OWNER, traceId: undefined }), undefined);
    const ofForm = (number: number) => faults.request(request(number, { traceId: undefined }), undefined);

    expectShare(
      share((number) => faults.request(request(number), consumer)),
      RATES.consumerRequest,
    );
    expectShare(
      share((number) => faults.request(request(number), api)),
      RATES.otherRequest,
    );
    expectShare(share(ofOwner), RATES.otherRequest);
    expect(share(ofForm)).toBe(0);
  });

  it('answers the stated share of batches in part, with an item at least and never with all', () => {
    const items = { identity: 'a', count: 7 };
    const answers = Array.from({ length: DECISIONS }, (_, number) =>
      faults.request(request(number, { action: 'dynamodb:BatchWriteItem', items }), undefined),
    );
    const parts = answers.flatMap((fault) => (fault?.kind === 'partial' ? [fault.items] : []));

    expectShare(parts.length / DECISIONS, RATES.partial);
    expect([Math.min(...parts), Math.max(...parts)]).toEqual([1, 6]);
  });

  it('leaves a batch of one item whole, and the making of tables alone', () => {
    const one = { identity: 'a', count: 1 };
    const of = (action: string) =>
      share((number) => faults.request(request(number, { action, items: one, caller: OWNER }), undefined));

    expectShare(of('dynamodb:BatchGetItem'), RATES.otherRequest);
    expect([of('dynamodb:CreateTable'), of('sqs:DeleteMessage'), of('ssm:GetParameter')]).toEqual([0, 0, 0]);
  });

  it('repeats, delays and gives out early the stated shares of messages', () => {
    const sent = Array.from(
      { length: DECISIONS },
      (_, number) => faults.sending(received(`in/${number}.txt`, 0)) ?? [0],
    );
    const delays = sent.flat().filter((seconds) => seconds > 0);

    expectShare(sent.filter(({ length }) => length === 2).length / DECISIONS, RATES.duplicate);
    expectShare(sent.filter(([first = 0]) => first > 0).length / DECISIONS, RATES.delay);
    expect([Math.min(...delays) >= 1, Math.max(...delays) <= LONGEST_DELAY]).toEqual([true, true]);
    expectShare(
      share((number) => faults.receiving(received(`in/${number}.txt`))),
      RATES.redelivery,
    );
    expect(share((number) => faults.receiving(received(`in/${number}.txt`, 2)))).toBe(0);
  });
});

describe('Faults by a seed: the order of messages', () => {
  const waiting = Array.from({ length: 60 }, (_, number) => number);
  const order = (seed?: string) => {
    const described = (number: number) => ({
      queueArn: QUEUE,
      messageId: '1',
      body: notification(`in/${number}`),
      receives: 0,
    });
    return [...new Chaos({ seed }).ordered(waiting, described)];
  };

  it('is by lot among the first fifty, after the oldest', () => {
    const [oldest, ...others] = order('a');

    expect(oldest).toBe(0);
    expect(others.slice(0, 49)).not.toEqual(waiting.slice(1, 50));
    expect(others.slice(0, 49).toSorted((a, b) => a - b)).toEqual(waiting.slice(1, 50));
    expect(others.slice(49)).toEqual(waiting.slice(50));
    expect(order('a')).toEqual([oldest, ...others]);
    expect(order('b')).not.toEqual([oldest, ...others]);
  });

  it('is as they arrived without a seed', () => {
    expect(order()).toEqual(waiting);
  });
});

describe('Faults by a seed: their bound', () => {
  const spared = LAST_FAILED_RECEIVE + 1;

  it('spares an invocation that holds a message which was received more than three times, and its requests', () => {
    const faults = new SeededFaults('bound');
    const withOne = (number: number, receives: number) => {
      const { functionName, messages } = batch(`${number}`, 2);
      return { functionName, messages: [...messages, received(`in/${number}.txt`, receives)] };
    };

    expect(share((number) => faults.invocation(withOne(number, spared)))).toBe(0);
    expect(share((number) => faults.request(request(number), withOne(number, spared)))).toBe(0);
    expect(share((number) => faults.invocation(withOne(number, LAST_FAILED_RECEIVE)))).toBeGreaterThan(0.05);
  });
});

describe('docs/local.md', () => {
  it('has the rates that are used', async () => {
    const text = await readFile(join(PROJECT, 'docs', 'local.md'), 'utf8');
    const percent = (rate: number) => `${Math.round(100 * rate)} %`;

    const section = text.slice(text.indexOf('## When things go wrong'));
    for (const [what, rate] of [
      ['invocations of `parse` and `brief`', RATES.invocation],
      ['their requests to S3, DynamoDB and EventBridge', RATES.consumerRequest],
      ['other requests', RATES.otherRequest],
      ['batches and queries of DynamoDB', RATES.partial],
      ['messages that S3 sends', RATES.duplicate],
      ['those as well', RATES.delay],
      ['messages received for the first time', RATES.redelivery],
    ] as const) {
      expect(section).toContain(`| ${what} | ${percent(rate)} |`);
    }
    expect(section).toContain(`received more than ${LAST_FAILED_RECEIVE} times`);
    expect(section).toContain(`up to ${LONGEST_DELAY} s`);
  });
});

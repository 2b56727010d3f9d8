import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { Chaos, type ChaosEntry } from '../../local/chaos/chaos.ts';
import type { RequestPoint } from '../../local/chaos/faults.ts';
import type { ChaosRule } from '../../local/chaos/rules.ts';

const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:parse';
const put = (key = 'a'): RequestPoint => ({
  action: 's3:PutObject',
  resource: `arn:aws:s3:::inbox/in/${key}`,
  caller: 'arn:aws:iam::000000000000:role/parse',
  traceId: undefined,
});
const codes = (chaos: Chaos, points: RequestPoint[]) =>
  points.map((point) => {
    const fault = chaos.request(point);
    return fault?.kind === 'refused' ? fault.code : fault?.kind;
  });

describe('Rules of chaos', () => {
  it('apply each time, to the nth point, or so many times from there', () => {
    const points = Array.from({ length: 5 }, () => put());

    expect(codes(new Chaos({ rules: [{ at: 's3:*', do: 'SlowDown' }] }), points)).toEqual(Array(5).fill('SlowDown'));
    expect(codes(new Chaos({ rules: [{ at: 's3:PutObject', nth: 2, do: 'SlowDown' }] }), points)).toEqual([
      undefined,
      'SlowDown',
      undefined,
      undefined,
      undefined,
    ]);
    expect(codes(new Chaos({ rules: [{ at: 's3:PutObject', nth: 3, times: 2, do: 'lose-answer' }] }), points)).toEqual([
      undefined,
      undefined,
      'unanswered',
      'unanswered',
      undefined,
    ]);
  });

  it('apply to what they are about alone; the first that fits decides', () => {
    const chaos = new Chaos({
      rules: [
        { at: 's3:PutObject', about: '/in/b', do: 'InternalError' },
        { at: 's3:GetObject', do: 'SlowDown' },
        { at: 's3:PutObject', nth: 2, do: 'SlowDown' },
      ],
    });

    expect(codes(chaos, [put('a'), put('b'), put('a'), put('a')])).toEqual([
      undefined,
      'InternalError',
      'SlowDown',
      undefined,
    ]);
  });

  it('can be put in the place of others, and all can be ended', () => {
    const chaos = new Chaos({ seed: 'a', rules: [{ at: 's3:*', do: 'SlowDown' }] });
    const [first] = codes(chaos, [put()]);
    chaos.setRules([{ at: 's3:*', do: 'InternalError' }]);
    const [second] = codes(chaos, [put()]);
    chaos.end();

    expect([first, second, ...codes(chaos, Array(500).fill(put()))]).toEqual([
      'SlowDown',
      'InternalError',
      ...Array(500).fill(undefined),
    ]);
  });

  it('repeat and delay messages', () => {
    const chaos = new Chaos({
      rules: [
        { at: 'send', nth: 1, do: 'duplicate', seconds: 7 },
        { at: 'send', nth: 1, do: 'delay', seconds: 3 },
        { at: 'receive', about: 'parse', nth: 1, do: 'redeliver', seconds: 2 },
      ],
    });
    const message = { queueArn: QUEUE, messageId: '1', body: 'x', receives: 1 };

    expect([chaos.sending(QUEUE, 'x'), chaos.sending(QUEUE, 'x'), chaos.sending(QUEUE, 'x')]).toEqual([
      [0, 7],
      [3],
      [0],
    ]);
    expect([chaos.receiving(message), chaos.receiving(message)]).toEqual([2, undefined]);
  });

  it.each<ChaosRule>([
    { at: 's3:PutObject', do: 'ThrottlingException' },
    { at: 'dynamodb:PutItem', do: 'partial' },
    { at: 'invoke', do: 'SlowDown' } as unknown as ChaosRule,
    { at: 'send', do: 'redeliver' },
    { at: 'receive', do: 'delay' },
    { at: 'ses:SendEmail', do: 'SlowDown' } as unknown as ChaosRule,
  ])('are refused where they ask for what cannot happen: %o', (rule) => {
    expect(() => new Chaos({ rules: [rule] })).toThrow(ConfigurationError);
  });
});

describe('The log of chaos', () => {
  it('tells each fault, what it was about and by whom, and names the point as another run would', () => {
    const told = () => {
      const entries: ChaosEntry[] = [];
      const chaos = new Chaos({ rules: [{ at: 's3:PutObject', nth: 2, do: 'SlowDown' }] });
      chaos.onFault((entry) => entries.push(entry));
      codes(chaos, [put('a'), put('b'), put('c')]);
      return entries;
    };

    const [entry, ...others] = told();

    expect(others).toEqual([]);
    expect(entry).toMatchObject({ where: 's3:PutObject', what: 'SlowDown', about: put('b').resource, by: 'rule' });
    expect(entry?.point).toMatch(/^[0-9a-f]{16}$/);
    expect(told()[0]?.point).toBe(entry?.point);
  });
});

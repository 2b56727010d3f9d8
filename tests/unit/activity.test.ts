import { describe, expect, it } from 'vitest';
import { describeActivity } from '../../bin/precis/activity.ts';

const show = (line: unknown) => describeActivity(JSON.stringify(line), 'http://127.0.0.1:4311', '10:42:07');

describe('Activity of the local runtime', () => {
  it('is a line for each file that is received, briefed, rejected or removed', () => {
    expect(show({ message: 'received', key: 'in/talks.html', bytes: 8123 })).toBe(
      '10:42:07  received  talks.html                            8 kB',
    );
    expect(
      show({
        message: 'briefed',
        key: 'in/talks.html',
        outcome: 'stored',
        articleId: 'ab',
        parties: 5,
        measures: 1,
        issues: 2,
        risks: 1,
      }),
    ).toBe(
      '10:42:07  briefed   talks.html                            5 parties · 1 measure · 2 open · 1 risk   http://127.0.0.1:4311/b/ab',
    );
    const copy = { message: 'briefed', key: 'in/copy.html', outcome: 'stored', articleId: 'cd', duplicateOf: 'ab' };
    expect(show(copy)).toContain('/b/cd   (the same text as ab: lists show that one)');
    expect(show({ message: 'rejected', key: 'in/photo.txt', reason: 'It is a PNG image.' })).toBe(
      '10:42:07  rejected  photo.txt                             It is a PNG image.',
    );
    expect(show({ message: 'removed', key: 'in/talks.html' })).toBe('10:42:07  removed   talks.html');
  });

  it('shows a brief, or its refusal, once, and not what a removal or a newer version has overtaken', () => {
    for (const message of ['briefed', 'rejected']) {
      expect(show({ message, key: 'in/a', outcome: 'stored' })).toContain(message);
      for (const outcome of ['repeated', 'superseded', 'buried', 'expired']) {
        expect(show({ message, key: 'in/a', outcome })).toBeUndefined();
      }
    }
  });

  it.each(['', 'START RequestId: 1', '{', 'null', '{"message":"something else","key":"in/a"}'])(
    'passes over %j',
    (line) => {
      expect(describeActivity(line, 'http://127.0.0.1', '10:42:07')).toBeUndefined();
    },
  );

  it('lets no file name begin a line of its own', () => {
    expect(show({ message: 'removed', key: 'in/a\n10:42:08  briefed   b' })).not.toContain('\n');
  });

  it('takes what could move the cursor out of file names', () => {
    expect(show({ message: 'removed', key: 'in/a\u001b[2Jb' })).toBe('10:42:07  removed   a\uFFFD[2Jb');
  });
});

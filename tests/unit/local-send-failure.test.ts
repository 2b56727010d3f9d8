import { describe, expect, it } from 'vitest';
import { describeFailure, isLasting } from '../../local/inbox/send-failure.ts';

const fileFault = (code: string, words: string) =>
  Object.assign(new Error(`${code}: ${words}, open '/home/desk/inbox/a, b.txt'`), { code, syscall: 'open' });
const refusal = (name: string, httpStatusCode: number) =>
  Object.assign(new Error('Said by the service.'), { name, $metadata: { httpStatusCode } });

describe('Inbox: which failures last', () => {
  it.each([
    fileFault('EACCES', 'permission denied'),
    fileFault('EPERM', 'operation not permitted'),
    fileFault('EISDIR', 'illegal operation on a directory'),
    refusal('KeyTooLongError', 400),
    refusal('EntityTooLarge', 400),
    refusal('AccessDenied', 403),
    refusal('NoSuchBucket', 404),
  ])('$message $name lasts', (error) => {
    expect(isLasting(error)).toBe(true);
  });

  it.each([
    fileFault('ENOENT', 'no such file or directory'),
    fileFault('EMFILE', 'too many open files'),
    fileFault('EIO', 'i/o error'),
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:4312'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    refusal('RequestTimeout', 400),
    refusal('IncompleteBody', 400),
    refusal('RequestTimeout', 408),
    refusal('OperationAborted', 409),
    refusal('TooManyRequests', 429),
    refusal('InternalError', 500),
    refusal('SlowDown', 503),
    new Error('Something else.'),
    'no error at all',
  ])('%s passes', (error) => {
    expect(isLasting(error)).toBe(false);
  });
});

describe('Inbox: what is told of a failure', () => {
  it('the reason without the path, and what follows', () => {
    expect(describeFailure('monday/a, b.txt', fileFault('EACCES', 'permission denied'))).toBe(
      'monday/a, b.txt could not be sent, it is left until it changes: EACCES: permission denied',
    );
    expect(describeFailure('a.txt', refusal('SlowDown', 503))).toBe(
      'a.txt could not be sent, it is tried again: SlowDown: Said by the service.',
    );
    expect(describeFailure('a.txt', 'odd')).toBe('a.txt could not be sent, it is tried again: odd');
  });

  it('a name of up to 80 characters in full, a longer one by its beginning and end', () => {
    const told = (path: string) => describeFailure(path, refusal('SlowDown', 503)).split(' could not be sent')[0];

    expect(told('ü'.repeat(80))).toBe('ü'.repeat(80));
    expect(told(`${'a'.repeat(60)}/${'🐟'.repeat(40)}`)).toBe(`${'a'.repeat(39)}…${'🐟'.repeat(40)}`);
  });

  it('as one line, whatever the name holds', () => {
    expect(describeFailure('a\n12:00:00 briefed b\u001b[2J\u202e.txt', refusal('SlowDown', 503))).toBe(
      'a\ufffd12:00:00 briefed b\ufffd[2J\ufffd.txt could not be sent, it is tried again: SlowDown: Said by the service.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  accountInWords,
  accountOf,
  IN_FLIGHT,
  type UploadPorts,
  UploadQueue,
} from '../../functions/api/reader/uploads/upload-queue.ts';
import type { UploadReport, UploadTicket } from '../../functions/api/responses.ts';

function ticketOf(name: string): UploadTicket {
  return { uploadId: name, key: `in/${name}`, url: '/inbox', fields: {}, maxBytes: 1_000_000, expiresAt: '' };
}

function reportOf(uploadId: string, fields: Partial<UploadReport>): UploadReport {
  return {
    uploadId,
    key: null,
    versionId: null,
    receivedAt: null,
    status: 'briefed',
    overdue: false,
    rejections: [],
    parts: [{ articleId: `b-${uploadId}`, state: 'live', duplicateOf: null }],
    ...fields,
  };
}

const ARTICLE = new Blob(['Norway signed.']);

/** An inbox in memory: what it answers for each file, one answer after the other, the last one again and again. */
class Inbox implements UploadPorts {
  readonly waits: number[] = [];
  inFlight = 0;
  mostInFlight = 0;
  readonly #answers: Record<string, (UploadReport | undefined)[]>;

  constructor(answers: Record<string, (UploadReport | undefined)[]> = {}) {
    this.#answers = answers;
  }

  async requestUpload(name: string): Promise<UploadTicket> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    return ticketOf(name);
  }

  async postForm(_: UploadTicket, __: Blob, onPart: (part: number) => void): Promise<void> {
    onPart(0.5);
    await Promise.resolve();
    onPart(1);
  }

  async getUpload(uploadId: string): Promise<UploadReport | undefined> {
    const answers = this.#answers[uploadId] ?? [reportOf(uploadId, {})];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer !== undefined && answer.status !== 'received' && answer.status !== 'parsed') this.inFlight -= 1;
    return answer;
  }

  async wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
  }
}

/** Sends files through a queue until all have come to an end. */
async function sent(names: readonly string[], ports: UploadPorts): Promise<UploadQueue> {
  return new Promise((resolve) => {
    const queue = new UploadQueue(ports);
    queue.listen(() => {
      const { all, done } = accountOf(queue.sendings);
      if (all === names.length && done === all) resolve(queue);
    });
    for (const name of names) queue.add(name, ARTICLE);
  });
}

describe('Uploads', () => {
  it('wait, ever longer, while nothing is known of a file and while it is read', async () => {
    // Prepare
    const inbox = new Inbox({
      'a.txt': [
        undefined,
        reportOf('a.txt', { status: 'received' }),
        reportOf('a.txt', { status: 'parsed' }),
        reportOf('a.txt', {}),
      ],
    });

    // Act
    const queue = await sent(['a.txt'], inbox);

    // Assess
    expect(queue.sendings[0]?.state).toEqual({ is: 'briefed', briefIds: ['b-a.txt'], refused: 0 });
    expect(inbox.waits).toHaveLength(3);
    expect(inbox.waits).toEqual([...inbox.waits].sort((a, b) => a - b));
  });

  it('of many files are all accounted for, four in work at a time', async () => {
    // Prepare
    const names = Array.from({ length: 31 }, (_, index) => `${index}.txt`);
    const refused = (name: string) =>
      reportOf(name, {
        status: 'rejected',
        parts: [],
        rejections: [{ articleId: null, part: null, code: 'not-text', reason: 'It is an image.' }],
      });
    const inbox = new Inbox({ '3.txt': [refused('3.txt')], '17.txt': [refused('17.txt')] });

    // Act
    const queue = await sent(names, inbox);

    // Assess
    expect(queue.sendings[3]?.state).toEqual({ is: 'refused', reason: 'It is an image.' });
    expect(accountInWords(accountOf(queue.sendings))).toBe('All 31 accounted for, 2 could not be read.');
    expect(inbox.mostInFlight).toBe(IN_FLIGHT);
  });

  it('that did not arrive can be sent again', async () => {
    // Prepare
    const inbox = new Inbox();
    let refusals = 1;
    const requestUpload = async (name: string) => {
      if (refusals-- > 0) throw new Error('The server cannot be reached.');
      return inbox.requestUpload(name);
    };
    const ports: UploadPorts = {
      requestUpload,
      postForm: inbox.postForm.bind(inbox),
      getUpload: inbox.getUpload.bind(inbox),
      wait: inbox.wait.bind(inbox),
    };
    const queue = await sent(['a.txt'], ports);
    expect(accountInWords(accountOf(queue.sendings))).toBe('Accounted for, 1 did not arrive.');

    // Act
    queue.retry(0);

    // Assess
    await expect.poll(() => queue.sendings[0]?.state.is).toBe('briefed');
  });

  it('are asked after again where a question fails: what has arrived is never called lost on its way', async () => {
    // Prepare
    const inbox = new Inbox();
    let failures = 5;
    let posts = 0;
    const ports: UploadPorts = {
      requestUpload: inbox.requestUpload.bind(inbox),
      postForm: async (...form) => {
        posts += 1;
        await inbox.postForm(...form);
      },
      getUpload: async (id) => {
        if (failures-- > 0) throw new Error('Service Unavailable');
        return inbox.getUpload(id);
      },
      wait: inbox.wait.bind(inbox),
    };

    // Act and assess: a few failures are waited out.
    const queue = await sent(['a.txt'], ports);
    expect(queue.sendings[0]?.state.is).toBe('briefed');

    // Act and assess: many end it, and it is asked again, not sent again.
    failures = 6;
    queue.add('b.txt', ARTICLE);
    await expect.poll(() => queue.sendings[1]?.state.is).toBe('failed');
    expect(accountInWords(accountOf(queue.sendings))).toBe('All 2 accounted for, 1 arrived without news since.');
    queue.retry(1);
    await expect.poll(() => queue.sendings[1]?.state.is).toBe('briefed');
    expect(posts).toBe(2);
  });

  it('count how often all had come to an end', async () => {
    const queue = await sent(['a.txt'], new Inbox());
    expect(queue.settlings).toBe(1);
    queue.add('b.txt', ARTICLE);
    expect(queue.settlings).toBe(1);
    await expect.poll(() => queue.settlings).toBe(2);
  });

  it('of a file that is too large are refused before anything is sent', async () => {
    // Prepare
    const inbox = new Inbox();
    const ports: UploadPorts = {
      requestUpload: async (name) => ({ ...ticketOf(name), maxBytes: 3 }),
      postForm: async () => {
        throw new Error('It was sent.');
      },
      getUpload: inbox.getUpload.bind(inbox),
      wait: inbox.wait.bind(inbox),
    };

    // Act
    const queue = await sent(['large.txt'], ports);

    // Assess
    expect(queue.sendings[0]?.state).toMatchObject({ is: 'refused' });
  });

  it('of a bundle name each brief, and count what could not be read', async () => {
    // Prepare
    const report = reportOf('wire.zip', {
      parts: [
        { articleId: 'b-1', state: 'live', duplicateOf: null },
        { articleId: 'b-2', state: 'rejected', duplicateOf: null },
        { articleId: 'b-3', state: 'live', duplicateOf: null },
      ],
      rejections: [{ articleId: 'b-2', part: null, code: 'empty', reason: 'It is empty.' }],
    });

    // Act
    const queue = await sent(['wire.zip'], new Inbox({ 'wire.zip': [report] }));

    // Assess
    expect(queue.sendings[0]?.state).toEqual({ is: 'briefed', briefIds: ['b-1', 'b-3'], refused: 1 });
  });
});

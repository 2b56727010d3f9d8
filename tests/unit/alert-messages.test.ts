import { describe, expect, it } from 'vitest';
import { writeAlertMail } from '../../functions/core/alerts/alert-mail.ts';
import type { AlertContent } from '../../functions/core/alerts/alert-page.ts';
import { isAllowedTarget, readAllowedTargets } from '../../functions/core/alerts/allowed-targets.ts';
import { writeSlackBody } from '../../functions/core/alerts/slack-body.ts';
import { writeWebhookBody } from '../../functions/core/alerts/webhook-body.ts';
import { webhookHeaders } from '../../functions/core/alerts/webhook-signature.ts';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { aLine, aStory, aTelling, NOON } from '../fixtures/ledger-lines.ts';

const BASE = 'https://briefs.example.org';
const alert: AlertContent = {
  messageId: 'msg_1',
  watch: { id: 'copper', name: 'Copper' },
  story: aStory(),
  lines: [aLine()],
  madeAt: NOON,
};
const LINK = `${BASE}/b/${'b'.repeat(32)}#m-1`;

const hostileText = '<!channel> <https://evil.example|here> & "x"\r\nBcc: all@example.org';
const hostile: AlertContent = {
  ...alert,
  watch: { id: 'copper', name: hostileText },
  story: aStory({ title: hostileText }),
  lines: [
    aLine({
      subject: hostileText,
      to: aTelling({
        source: hostileText,
        attribution: { voice: 'unnamed', label: hostileText },
        evidence: [{ quote: hostileText, start: 0, end: 9, sentence: 0, paragraph: 0 }],
      }),
    }),
  ],
};

describe('A webhook', () => {
  it('is told the kind, the subject, both quotes, who says it, the outlet, the date and where it stands', () => {
    const { type, timestamp, data } = JSON.parse(writeWebhookBody(alert, BASE));

    expect([type, timestamp, data.id, data.watch]).toEqual(['story.changed', NOON, 'msg_1', alert.watch]);
    expect(data.story).toEqual({ id: aStory().id, title: 'The copper levy', articles: 2, outlets: 2, independent: 2 });
    expect(data.lines).toHaveLength(1);
    expect(data.lines[0]).toMatchObject({
      kind: 'moved',
      subject: 'Norland lifts the levy on copper',
      from: { quote: 'the levy will be lifted', status: 'announced', source: 'Harbour & Tide', datedAt: '2026-03-03' },
      to: {
        quote: 'the levy on copper is being lifted',
        status: 'under-way',
        saidBy: 'the Norland trade ministry',
        source: 'Plata Wire',
        link: LINK,
      },
    });
  });

  it('is signed as the Standard Webhooks specification signs its example', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' };

    expect(webhookHeaders(message, secret)).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each(['', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_', 'whsec_a b'])('is not signed with %j', (secret) => {
    expect(() => webhookHeaders({ id: 'msg_1', seconds: 1, body: '' }, secret)).toThrow(ConfigurationError);
  });
});

describe('A message to Slack', () => {
  it('holds each change as a block, and once more as text', () => {
    const { text, blocks } = JSON.parse(writeSlackBody(alert, BASE));

    expect(blocks).toHaveLength(2);
    expect(blocks[0].text.text).toBe('*The copper levy*\nCopper: 1 change. 2 articles, 2 outlets, 2 independent.');
    expect(blocks[1].text.text.split('\n')).toEqual([
      '*Moved* Norland lifts the levy on copper — announced → under way · the Norland trade ministry · 2 outlets, 2 independent',
      `>“the levy will be lifted” — <${BASE}/b/${'a'.repeat(32)}#m-1|Harbour &amp; Tide, 3 March 2026>`,
      `>“the levy on copper is being lifted” — <${LINK}|Plata Wire, 4 March 2026>`,
    ]);
    expect(text).toBe(`${blocks[0].text.text}\n${blocks[1].text.text}`);
  });

  it('addresses nobody and leads nowhere, whatever an article says', () => {
    const written = JSON.parse(writeSlackBody(hostile, BASE));
    const texts: string[] = [written.text, ...written.blocks.map(({ text }: { text: { text: string } }) => text.text)];

    for (const text of texts) {
      // What stands between < and > is a link of ours.
      const inside = [...text.matchAll(/<([^>]*)>/g)].map(([, link]) => link);
      expect(inside.every((link) => link?.startsWith(`${BASE}/b/`))).toBe(true);
      expect(text).toContain('&lt;!channel&gt;');
    }
    expect(written.blocks.every(({ text }: { text: { verbatim: boolean } }) => text.verbatim)).toBe(true);
  });

  it('stays within the limits of Slack, and leaves nothing open where it is cut', () => {
    const long = aLine({ subject: 'a&b <x> '.repeat(1_000) });
    const { text, blocks } = JSON.parse(writeSlackBody({ ...alert, lines: Array(20).fill(long) }, BASE));

    for (const one of [text, ...blocks.map((block: { text: { text: string } }) => block.text.text)]) {
      expect(one.length).toBeLessThanOrEqual(3_000);
      expect(one).not.toMatch(/&(?!amp;|lt;|gt;)|<[^>]*$/);
    }
  });
});

describe('An alert by e-mail', () => {
  it('says the watch and the story in its subject, and the change with both quotes in both of its forms', () => {
    const { subject, html, text } = writeAlertMail(alert, BASE);

    expect(subject).toBe('Precis: Copper: The copper levy');
    expect(text).toContain(
      [
        '* Moved Norland lifts the levy on copper — announced → under way · the Norland trade ministry · 2 outlets, 2 independent',
        '    “the levy will be lifted” — Harbour & Tide, 3 March 2026',
        `    ${BASE}/b/${'a'.repeat(32)}#m-1`,
        '    “the levy on copper is being lifted” — Plata Wire, 4 March 2026',
        `    ${LINK}`,
      ].join('\n'),
    );
    expect(html).toContain(`<a href="${LINK}">`);
    expect(html).toContain('the levy on copper is being lifted');
  });

  it('has a subject of one line and a page without any HTML of an article', () => {
    const { subject, html } = writeAlertMail(hostile, BASE);

    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(180);
    expect(html).not.toMatch(/<!channel|<https/);
  });
});

describe('Where alerts may go', () => {
  const allowed = readAllowedTargets(
    'hooks.example.org,hooks.example.org:8443,127.0.0.1:9000',
    '@desk.example,bo@example.org',
  );
  const hook = (url: string) => ({ type: 'webhook', url }) as const;
  const mail = (address: string) => ({ type: 'email', address }) as const;

  it.each([
    hook('https://hooks.example.org/a'),
    hook('https://HOOKS.example.org:443/a'),
    hook('https://hooks.example.org:8443/'),
    hook('http://127.0.0.1:9000/hook'),
    mail('Ana@Desk.Example'),
    mail('bo@example.org'),
  ])('%j is among them', (target) => {
    expect(isAllowedTarget(target, allowed)).toBe(true);
  });

  it.each([
    hook('http://hooks.example.org/a'),
    hook('https://hooks.example.org.evil.example/'),
    hook('https://hooks.example.org@evil.example/'),
    hook('https://user:word@hooks.example.org/'),
    hook('https://hooks.example.org:444/'),
    hook('http://127.0.0.1:9001/'),
    hook('http://localhost:9000/'),
    hook('https://169.254.169.254/'),
    hook('not a url'),
    mail('ana@evil.desk.example'),
    mail('desk.example@evil.example'),
    mail('ana@example.org'),
  ])('%j is not', (target) => {
    expect(isAllowedTarget(target, allowed)).toBe(false);
  });

  it('is nowhere without the settings', () => {
    const none = readAllowedTargets(undefined, '');
    expect([hook('https://hooks.example.org/'), mail('a@desk.example')].map((to) => isAllowedTarget(to, none))).toEqual(
      [false, false],
    );
  });
});

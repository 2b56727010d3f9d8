import { describe, expect, it } from 'vitest';
import type { ParsedArticle } from '../../functions/core/article.ts';
import { withoutClosing, withoutSignature } from '../../functions/parse/mail/closing.ts';
import { segmentsOf } from '../../functions/parse/mail/forwarded.ts';
import { isMailbox, isMessage } from '../../functions/parse/mail/message-head.ts';
import { senderOf } from '../../functions/parse/mail/sender.ts';
import { articleSubject, saysForwarded } from '../../functions/parse/mail/subject.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';

const FIRST =
  'Deckhands at three ferry lines stayed out on Tuesday, the eighth day of a strike that has cut the islands off.';
const SECOND = 'The operators said they would not raise their offer of four percent. The union asks for seven.';

async function parse(content: string): Promise<ParsedArticle> {
  const { articles } = await parseFile(new TextEncoder().encode(content), { name: 'a.eml' }, DEFAULT_LIMITS);
  const [article] = articles;
  if (!article) throw new Error('no article');
  return article;
}

function html(body: string, subject = 'Fwd: Strike'): string {
  return `From: Tom Okafor <tom@desk.example>\nSubject: ${subject}\nDate: Wed, 4 Mar 2026 07:30:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body>${body}</body></html>`;
}

describe('The subject of a message', () => {
  it.each([
    ['Fwd: FW: Ferry strike', 'Ferry strike'],
    ['WG: AW: Fährstreik', 'Fährstreik'],
    ['TR : Grève des ferries', 'Grève des ferries'],
    ['RV: Re[2]: Huelga', 'Huelga'],
    ['[EXTERNAL] Fwd: Ferry strike', 'Ferry strike'],
    ['転送：フェリーのスト', 'フェリーのスト'],
    ['转发: 渡轮罢工', '渡轮罢工'],
    ['Regional: the strike', 'Regional: the strike'],
    ['Fwd:', null],
  ])('%j is the title %j', (subject, title) => {
    expect(articleSubject(subject)).toBe(title);
  });

  it('tells forwarding from answering', () => {
    expect(['Fwd: x', 'Re: WG: x', 'Re: x', 'Forward: x'].map(saysForwarded)).toEqual([true, true, false, false]);
  });
});

describe('The sender of a message', () => {
  it.each([
    ['Ines Calder', 'ines@courier.example', ['Ines Calder'], null],
    ['Calder, Ines', 'ines@courier.example', ['Ines Calder'], null],
    ['"Ines Calder" (Courier)', 'ines@courier.example', ['Ines Calder'], null],
    ['Ines Calder, The Hallam Courier', 'x@courier.example', ['Ines Calder'], 'The Hallam Courier'],
    ['The Hallam Courier', 'x@courier.example', [], 'The Hallam Courier'],
    ['Grenzkurier', 'x@kurier.example', [], 'Grenzkurier'],
    ['Hallam Harbour', 'newsletter@harbour.example', [], 'Hallam Harbour'],
    ['マラ・リンドー', 'm@shimbun.example', ['マラ・リンドー'], null],
    ['湊新聞', 'm@shimbun.example', [], '湊新聞'],
    ['desk', 'desk@desk.example', [], 'desk'],
    ['', 'ines@courier.example', [], null],
    ['ines@courier.example', 'ines@courier.example', [], null],
  ])('%j <%s> is by %j of %j', (name, address, authors, source) => {
    expect(senderOf(name, address)).toEqual({ authors, source });
  });
});

describe('Forwarded messages', () => {
  it('are found below a header of Outlook in HTML', async () => {
    const header =
      '<p><b>From:</b> Ines Calder &lt;ines@courier.example&gt;<br><b>Sent:</b> Tuesday, March 3, 2026 6:21 PM<br><b>To:</b> Tom Okafor; desk<br><b>Subject:</b> Ferry strike enters second week</p>';
    const article = await parse(html(`<p>See below.</p><p>Tom</p><hr>${header}<p>${FIRST}</p><p>${SECOND}</p>`));
    expect(article).toMatchObject({
      title: 'Ferry strike enters second week',
      authors: ['Ines Calder'],
      publishedAt: '2026-03-03',
      text: `${FIRST}\n\n${SECOND}`,
    });
  });

  it('are found below a header of a table, of fields in blocks of their own, and of Gmail', async () => {
    const table =
      '<table><tr><td>Von:</td><td>Ines Calder &lt;ines@courier.example&gt;</td></tr><tr><td>Datum:</td><td>3. März 2026</td></tr><tr><td>Betreff:</td><td>Fährstreik</td></tr></table>';
    const blocks =
      '<div>Début du message réexpédié :</div><div><b>De: </b>Ines Calder &lt;ines@courier.example&gt;</div><div><b>Objet: </b>Fährstreik</div><div><b>Date: </b>3 mars 2026 à 18:21:55 UTC+1</div><br>';
    const gmail =
      '<div>---------- Forwarded message ---------<br>From: <b>Ines Calder</b> &lt;ines@courier.example&gt;<br>Date: Tue, 3 Mar 2026 at 18:21<br>Subject: Fährstreik<br>To: &lt;tom@desk.example&gt;<br></div>';
    for (const header of [table, blocks, gmail]) {
      const article = await parse(html(`<p>Bitte lesen</p>${header}<p>${FIRST}</p><p>${SECOND}</p>`));
      expect(article).toMatchObject({ title: 'Fährstreik', authors: ['Ines Calder'], text: `${FIRST}\n\n${SECOND}` });
      expect(article.publishedAt).toMatch(/^2026-03-03/);
    }
  });

  it('are taken from the innermost of several headers', () => {
    const lines = `Hi\n\nFrom: a@b.example\nSubject: FW: x\n\nfyi\n\n> -----Original Message-----\n> Von: Ines Calder\n> Betreff: x\n>\n> ${FIRST}`;
    const segments = segmentsOf(lines.split('\n'));
    expect(segments.at(-1)).toEqual({
      header: { from: 'Ines Calder', date: null, subject: 'x' },
      lines: ['', FIRST],
    });
  });

  it('leave a quotation within an article where it is', () => {
    const lines = [FIRST, '', '> We will not sail.', '', SECOND];
    expect(segmentsOf(lines)).toEqual([{ header: null, lines: [FIRST, '', 'We will not sail.', '', SECOND] }]);
  });

  it('are not seen in a sentence that says what somebody wrote', () => {
    const lines = ['On Friday evening the mayor of the town wrote:', '', FIRST];
    expect(segmentsOf(lines)).toHaveLength(1);
  });
});

describe('The end of a message', () => {
  it('is cut at the signature and at what a telephone adds', () => {
    expect(withoutSignature([FIRST, '', '-- ', 'Ines', 'Courier'])).toEqual([FIRST]);
    expect(withoutSignature([FIRST, '', 'Von meinem iPhone gesendet'])).toEqual([FIRST]);
    expect(withoutSignature(['-- ', FIRST])).toEqual(['-- ', FIRST]);
  });

  it.each([
    'This e-mail and any attachments are confidential and intended solely for the addressee.',
    'CONFIDENTIALITY NOTICE: this message may contain privileged information.',
    'Ce message est confidentiel. Si vous n’êtes pas le destinataire, effacez-le.',
    '本メールには機密情報が含まれる場合があります。誤って受信された方は削除してください。',
    'You are receiving this because you subscribed. Unsubscribe',
    'Newsletter abbestellen | Impressum',
    '配信停止はこちら',
  ])('goes with %j', (closing) => {
    const blocks = [FIRST, SECOND, FIRST, SECOND, closing, 'The Hallam Courier, 1 Quay Street'].map((text) => ({
      text,
    }));
    expect(withoutClosing(blocks).map(({ text }) => text)).toEqual([FIRST, SECOND, FIRST, SECOND]);
  });

  it('stays where it is the article', () => {
    const blocks = [{ text: 'Bank lets customers leave' }, { text: `Anyone may unsubscribe, it said. ${FIRST}` }];
    expect(withoutClosing(blocks)).toEqual(blocks);
  });
});

describe('A message is told from a text', () => {
  const told = (text: string, claimed = false) => isMessage(new TextEncoder().encode(text), claimed);

  it('by the fields that only mail has', () => {
    expect(told('From: a@b.example\nSubject: Talks\nMIME-Version: 1.0\n\nWords.')).toBe(true);
    expect(told(`Received: from a\n${'X-Filter: long\n'.repeat(2_000)}From: a@b.example\n\nWords.`)).toBe(true);
    expect(told('From: a@b.example\nTo: c\nDate: today\nSubject: Talks\n\nWords.')).toBe(true);
    expect(told('Title: Talks\nDate: 2026-03-04\nAuthor: Ines Calder\n\nWords.')).toBe(false);
    expect(told('Subject: Talks\nDate: 2026-03-04\n\nWords.')).toBe(false);
    expect(told('Subject: Talks\nDate: 2026-03-04\n\nWords.', true)).toBe(true);
    expect(told('The talks ended: nobody won.\nFrom: here\nMIME-Version: 1.0\n\n', true)).toBe(false);
  });

  it('and a mailbox by its first two lines', () => {
    expect(isMailbox('From a@b.example Tue Mar  3 18:22:10 2026\nReceived: x\n')).toBe(true);
    expect(isMailbox('From the quay at 18:22 in 2026\nthe ferry sailed.\n')).toBe(false);
  });
});

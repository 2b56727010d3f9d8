import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBoundedBody } from '../bounded-body.ts';
import { systemClock } from '../clock.ts';
import type { Clock, LocalAccount, LocalService, Principal, Principals } from '../contracts.ts';
import { deniedMessage } from '../iam/principals.ts';
import { toldError } from '../json-protocol/answer-call.ts';
import { serveLoopback } from '../loopback-server.ts';
import { regionalArn } from '../regional-arn.ts';
import { ServiceError } from '../service-error.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { putInOutbox, type SentMail } from './mail-file.ts';

export interface SesOptions {
  /** Where each e-mail becomes a file. It is made with the first. */
  outbox: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The runtime's time, of which the times of e-mails are. */
  clock: Clock;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
  /** Told what a person should know. */
  log(line: string): void;
}

/** SES takes a message of 40 MB (Amazon SES quotas); a digest has some hundred KB. */
const LARGEST_REQUEST = 10_000_000;

const Part = z.strictObject({ Data: z.string(), Charset: z.literal('UTF-8') });
const Address = z.string().regex(/^[^\s<>@\p{C}]+@[^\s<>@\p{C}]+$/u);

/** SendEmail with simple content (Amazon SES API v2 Reference). A member that is not here is refused: it has no local model. */
const SendEmail = z.strictObject({
  FromEmailAddress: Address,
  Destination: z.strictObject({ ToAddresses: z.array(Address).min(1).max(50) }),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: z.strictObject({ Data: z.string().regex(/^[^\r\n]*$/), Charset: z.literal('UTF-8') }),
      Body: z.strictObject({ Text: Part.optional(), Html: Part.optional() }),
    }),
  }),
});

/**
 * Starts what is asked of local Amazon SES: SendEmail of the API v2, requests signed and allowed by identity policies. An
 * e-mail goes nowhere: it becomes a file in the outbox, and a line says so.
 */
export async function startSes(options: SesOptions): Promise<LocalService> {
  const { account, principals, clock, outbox, log, signatureClock = systemClock() } = options;

  async function sendEmail(request: IncomingMessage): Promise<{ MessageId: string }> {
    const body = await readBoundedBody(request, LARGEST_REQUEST);
    if (!body) throw new ServiceError('RequestTooLarge', 'The request is too large.', 413);
    const { method = '', url = '/', headers } = request;
    const signed = { method, target: url, headers, service: 'ses', region: account.region, body };
    const { principal } = await authenticate(signed, principals, signatureClock);
    if (method !== 'POST' || url !== '/v2/email/outbound-emails') {
      throw new ServiceError('NotFoundException', 'This operation of SES has no local model.', 404);
    }
    const { FromEmailAddress: from, Destination, Content } = SendEmail.parse(JSON.parse(body.toString()));
    checkSender(principal, from, account);
    const { Subject, Body } = Content.Simple;
    const mail: SentMail = {
      messageId: randomUUID(),
      from,
      to: Destination.ToAddresses,
      subject: Subject.Data,
      text: Body.Text?.Data,
      html: Body.Html?.Data,
      sentAt: clock.now(),
    };
    const file = await putInOutbox(outbox, mail);
    log(`E-mail to ${mail.to.join(', ')}: ${file}`);
    return { MessageId: mail.messageId };
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      sendJson(response, 200, await sendEmail(request));
    } catch (error) {
      const { code, message, status } = toldError(error);
      sendJson(response, status, { message }, { 'x-amzn-errortype': code });
    }
  }
  return serveLoopback((request, response) => void respond(request, response), options.port);
}

/** The permission that SES asks for is on the identity that is verified; here each is taken for an address of its own. */
function checkSender(principal: Principal, from: string, account: LocalAccount): void {
  const identity = regionalArn('ses', `identity/${from}`, account);
  if (principal.allows('ses:SendEmail', identity, { 'ses:fromaddress': [from] })) return;
  throw new ServiceError('AccessDeniedException', deniedMessage(principal, 'ses:SendEmail', identity), 403);
}

function sendJson(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...headers,
  });
  response.end(text);
}

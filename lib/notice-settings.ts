import { closest } from 'fastest-levenshtein';
import * as z from 'zod';

/** What is sent by itself: the digest at a set time, and alerts as things change (`docs/alerts.md`). */

/** A Lambda function's environment has 4 KB in all (AWS Lambda quotas); hosts and addresses stand in it. */
const LONGEST_LIST = 1_500;

const Address = z.email({ error: 'it must be an address as desk@example.org' }).max(254);

/** Days of the week, as cron expressions have them (EventBridge Scheduler User Guide, "Schedule types"). */
const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

const AT = /^(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d) (?<timeZone>\S+)$/;

/** The time zone as the IANA database writes it, or undefined. */
function knownTimeZone(name: string): string | undefined {
  return name === 'UTC' ? name : Intl.supportedValuesOf('timeZone').find((each) => each === name);
}

/** Why a text is no time of day, or undefined where it is one. */
function faultIn(at: string): string | undefined {
  const timeZone = AT.exec(at)?.groups?.['timeZone'];
  if (timeZone === undefined) return 'it must be a time of day and a time zone, as 06:45 Europe/London';
  if (knownTimeZone(timeZone) !== undefined) return undefined;
  return `there is no time zone ${timeZone}. Did you mean ${closest(timeZone, Intl.supportedValuesOf('timeZone'))}?`;
}

/** Who is sent the digest, and when. */
export const DigestSetting = z.strictObject({
  /** Hours and minutes, and an IANA time zone; daylight saving time is heeded. */
  at: z.string().superRefine((at, context) => {
    const fault = faultIn(at);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  }),
  days: z
    .array(z.enum(DAYS, { error: `it must be one of ${DAYS.join(', ')}` }))
    .min(1)
    .refine((days) => new Set(days).size === days.length, 'a day stands in it twice')
    .default([...DAYS]),
  /** The recipients, who see each other's addresses. SES takes 50 in one e-mail (Amazon SES quotas). */
  to: z
    .array(Address)
    .min(1)
    .max(50)
    .refine((to) => to.join(',').length <= LONGEST_LIST, `they must have ${LONGEST_LIST} characters together at most`),
  /** The sender: it, or its domain, must be verified in SES, in the account and region of the stage. */
  from: Address,
});
export type DigestSetting = z.output<typeof DigestSetting>;

/** A host as a URL has it, so without the port of https; this machine alone, for trials, by its port. */
const HOST =
  /^(?!.*:443$)(?:127\.0\.0\.1:\d{1,5}|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::\d{1,5})?)$/;

const DOMAIN_OF_ADDRESSES = /^@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/** Where watches may have alerts sent to. What is not named here is refused in a watch, and never called. */
export const AlertsSetting = z
  .strictObject({
    /** How often it is looked what changed. */
    everyMinutes: z.int().min(1).max(60).default(5),
    /** The hosts that webhooks may go to, by https. */
    hosts: z
      .array(
        z
          .string()
          .regex(
            HOST,
            'it must be the host alone, in small letters and without https:// or :443, as hooks.example.org',
          ),
      )
      .max(50)
      .refine(
        (hosts) => hosts.join(',').length <= LONGEST_LIST,
        `they must have ${LONGEST_LIST} characters together at most`,
      )
      .default([]),
    /** Addresses of e-mail, or all addresses of a domain: `@desk.example`. */
    addresses: z
      .array(
        z.union([Address, z.string().regex(DOMAIN_OF_ADDRESSES)], {
          error: 'it must be an address as ana@desk.example, or a domain as @desk.example',
        }),
      )
      .max(50)
      .refine((to) => to.join(',').length <= LONGEST_LIST, `they must have ${LONGEST_LIST} characters together at most`)
      .default([]),
    /** The sender of e-mail, verified as that of the digest. */
    from: Address.optional(),
  })
  .refine(({ hosts, addresses }) => hosts.length + addresses.length > 0, {
    path: ['hosts'],
    error: 'with neither hosts nor addresses nothing could be sent',
  })
  .refine(({ addresses, from }) => addresses.length === 0 || from !== undefined, {
    path: ['from'],
    error: 'without it, no e-mail can be sent to the addresses',
  })
  .refine(({ addresses, from }) => addresses.length > 0 || from === undefined, {
    path: ['addresses'],
    error: 'with from, they must name who may be sent e-mail',
  });
export type AlertsSetting = z.output<typeof AlertsSetting>;

/** When the digest is due, as EventBridge Scheduler has it. */
export function digestSchedule({ at, days }: DigestSetting): { expression: string; timeZone: string } {
  const { hour = '', minute = '', timeZone = '' } = AT.exec(at)?.groups ?? {};
  return { expression: `cron(${Number(minute)} ${Number(hour)} ? * ${days.join(',')} *)`, timeZone };
}

/** When alerts are looked for. */
export function alertsSchedule({ everyMinutes }: AlertsSetting): { expression: string; timeZone: string } {
  return { expression: `rate(${everyMinutes} ${everyMinutes === 1 ? 'minute' : 'minutes'})`, timeZone: 'UTC' };
}

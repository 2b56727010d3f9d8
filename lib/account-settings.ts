import * as z from 'zod';
import { PARTITIONS, partitionOf } from '../functions/core/partition.ts';
import { BUS_ARN, CERTIFICATE_ARN, KEY_ARN, POLICY_ARN } from './arn-patterns.ts';
import type { Events } from './events-setting.ts';

/** The account and region that a stage belongs to. */
export const EnvironmentSetting = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'it must be the twelve digits of an account'),
  region: z
    .string()
    .regex(
      /^(?!cn-)(us-gov|[a-z]{2})-[a-z]+-\d$/,
      `it must be a region of ${PARTITIONS.join(' or ')}, as eu-central-1`,
    ),
});

/** How the settings ask for a key that the stage makes itself. */
export const OWN_KEY = 'own';

/** A key that the stage makes itself, or an existing one by its ARN. An alias is none: policies name keys. */
export const KmsSetting = z
  .string()
  .refine(
    (key) => key === OWN_KEY || KEY_ARN.test(key),
    'it must be own, or the ARN of a key as arn:aws:kms:REGION:ACCOUNT:key/ID, and not of an alias',
  );

export const BoundarySetting = z
  .string()
  .regex(POLICY_ARN, 'it must be the ARN of a managed policy as arn:aws:iam::ACCOUNT:policy/NAME');

/** A name that certificates and DNS know: lower case, at least two labels, no wildcard (RFC 1035, 2.3.1 and 2.3.4). */
const DomainName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'it must be a name as briefs.example.org, in small letters and without https://',
  );

/** The name under which the API is reached. */
export const DomainSetting = z
  .strictObject({
    name: DomainName,
    /** A certificate of AWS Certificate Manager for the name, in the region of the stage. */
    certificateArn: z
      .string()
      .regex(CERTIFICATE_ARN, 'it must be the ARN of a certificate as arn:aws:acm:REGION:ACCOUNT:certificate/ID'),
    /** The public zone of Route 53 that gets the name's records; without it, they are made elsewhere, by hand. */
    hostedZone: z
      .strictObject({
        id: z.string().regex(/^Z[A-Z0-9]{1,31}$/, 'it must be the id of a hosted zone as Z0123456789ABC'),
        name: DomainName,
      })
      .optional(),
  })
  .refine(
    ({ name, hostedZone }) =>
      hostedZone === undefined || name === hostedZone.name || name.endsWith(`.${hostedZone.name}`),
    { path: ['hostedZone', 'name'], error: 'the name of the domain is not in this zone' },
  );

/** The origin of the API and its page under a name of its own; undefined without one. */
export function domainOrigin(domain: { name: string } | undefined): string | undefined {
  return domain && `https://${domain.name}`;
}

/** What settings say about where a stage belongs. */
export interface Placed {
  environment?: z.output<typeof EnvironmentSetting> | undefined;
  kms?: string | undefined;
  permissionsBoundary?: string | undefined;
  domain?: z.output<typeof DomainSetting> | undefined;
  /** A bus may be of another account, as its policy allows. */
  events?: Events;
}

/** Where something is: an ARN may lack the region, and AWS's own policies have no account. */
interface Place {
  /** The setting that says so. */
  setting: string;
  partition: string | undefined;
  region: string | undefined;
  account: string | undefined;
}

function placeOf(setting: string, pattern: RegExp, arn: string | undefined): Place[] {
  const groups = arn === undefined ? undefined : pattern.exec(arn)?.groups;
  if (groups === undefined) return [];
  const { partition, region, account } = groups;
  return [{ setting, partition, region, account: account === 'aws' ? undefined : account }];
}

/**
 * What cannot be deployed together: a key, a certificate and a policy have to be where the stage is.
 * @returns each contradiction with the setting that it is found in.
 */
export function misplaced({
  environment,
  kms,
  permissionsBoundary,
  domain,
  events,
}: Placed): { setting: string; error: string }[] {
  const places: Place[] = [
    ...(environment ? [{ setting: 'environment', partition: partitionOf(environment.region), ...environment }] : []),
    ...placeOf('kms', KEY_ARN, kms),
    ...placeOf('domain.certificateArn', CERTIFICATE_ARN, domain?.certificateArn),
    ...placeOf('events.busArn', BUS_ARN, events?.mode === 'existing' ? events.busArn : undefined),
    ...placeOf('permissionsBoundary', POLICY_ARN, permissionsBoundary),
  ];
  return (['partition', 'region', 'account'] as const).flatMap((part) => {
    const [first, ...others] = places.filter((place) => place[part] !== undefined);
    if (first === undefined) return [];
    return others
      .filter((other) => other[part] !== first[part])
      .map(({ setting, [part]: value }) => ({
        setting,
        error: `it is of the ${part} ${value}, but ${first.setting} is of ${first[part]}`,
      }));
  });
}

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock, LocalAccount } from '../contracts.ts';
import { type Caller, defineOperation, type Operation, type Permission } from '../json-protocol/operation.ts';
import { regionalArn } from '../regional-arn.ts';
import { ServiceError } from '../service-error.ts';
import { PARAMETER_TYPES, type ParameterStore } from './parameter-store.ts';

/** What the operations of one request work with. */
export interface SsmContext extends Caller {
  store: ParameterStore;
  account: LocalAccount;
  clock: Clock;
}

/** Most characters of a value in the standard tier (AWS General Reference, "AWS Systems Manager endpoints and quotas"). */
const MOST_CHARACTERS = 4096;

const Name = { Name: z.string() };

/** The operations on parameters that are modelled (AWS Systems Manager API Reference). */
export const PARAMETER_OPERATIONS: Record<string, Operation<SsmContext>> = {
  GetParameter: defineOperation(
    { ...Name, WithDecryption: z.boolean().default(false) },
    permits('GetParameter'),
    ({ Name: name, WithDecryption: decrypted }, { store, account }: SsmContext) => {
      const parameter = store.get(name);
      if (!parameter) throw parameterNotFound();
      const { type, value, version, modifiedAt } = parameter;
      return {
        Parameter: {
          Name: name,
          Type: type,
          Value: type === 'SecureString' && !decrypted ? cipherOf(value) : value,
          Version: version,
          LastModifiedDate: modifiedAt / 1000,
          ARN: arnOf(name, account),
          DataType: 'text',
        },
      };
    },
  ),
  PutParameter: defineOperation(
    {
      ...Name,
      Value: z.string(),
      Type: z.enum(PARAMETER_TYPES).optional(),
      Overwrite: z.boolean().default(false),
      Description: z.string().optional(),
      Tier: z.literal('Standard').optional(),
      DataType: z.literal('text').optional(),
      KeyId: z.string().optional(),
    },
    permits('PutParameter'),
    async ({ Name: name, Value: value, Type: type, Overwrite: overwrite }, { store, clock }: SsmContext) => {
      checkName(name);
      if (value === '' || value.length > MOST_CHARACTERS) {
        throw new ServiceError(
          'ValidationException',
          `Standard tier parameters support a parameter value of 1 to ${MOST_CHARACTERS} characters.`,
        );
      }
      return { Version: await store.put(name, value, type, overwrite, clock.now()), Tier: 'Standard' };
    },
  ),
  DeleteParameter: defineOperation(Name, permits('DeleteParameter'), async ({ Name: name }, { store }: SsmContext) => {
    if (!(await store.delete(name))) throw parameterNotFound();
    return {};
  }),
};

function permits(action: string) {
  return ({ Name: name }: { Name: string }, { account }: SsmContext): Permission[] => [
    { action: `ssm:${action}`, resource: arnOf(name, account) },
  ];
}

/** The slash before a name is that of the hierarchy; a name without one gets it in its ARN alone. */
function arnOf(name: string, account: LocalAccount): string {
  return regionalArn('ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`, account);
}

/** AWS Systems Manager User Guide, "Parameter names": letters, digits and `.-_/`, at most 15 levels. */
function checkName(name: string): void {
  if (/^[\w.\-/]{1,1011}$/.test(name) && name.split('/').length <= 16 && !/^\/?(aws|ssm)/i.test(name)) return;
  throw new ServiceError('ValidationException', 'The name of the parameter is not one that Parameter Store allows.');
}

function parameterNotFound(): ServiceError {
  return new ServiceError('ParameterNotFound', '');
}

/** What who does not ask for decryption gets of a secret: something else than it. */
function cipherOf(value: string): string {
  return createHash('sha256').update(`cipher of ${value}`).digest('base64');
}

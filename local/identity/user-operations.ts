import * as z from 'zod';
import type { Clock } from '../contracts.ts';
import { type Caller, defineOperation, type Operation, type Permission } from '../json-protocol/operation.ts';
import { ServiceError } from '../service-error.ts';
import { type User, userNotFound } from './user-directory.ts';
import type { UserPool } from './user-pool.ts';

/** What the operations of one request work with. */
export interface IdentityContext extends Caller {
  pools: readonly UserPool[];
  clock: Clock;
}

const Pool = { UserPoolId: z.string() };
const Named = { ...Pool, Username: z.string() };
const Attribute = z.strictObject({ Name: z.string(), Value: z.string().default('') });

/** The operations on users that are modelled (Amazon Cognito user pools API Reference). */
export const USER_OPERATIONS: Record<string, Operation<IdentityContext>> = {
  AdminCreateUser: defineOperation(
    {
      ...Named,
      UserAttributes: z.array(Attribute).default([]),
      // Nothing is sent, so it does not matter how.
      DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).optional(),
      MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
    },
    permits('AdminCreateUser'),
    async (input, context: IdentityContext) => {
      const email = emailOf(input.UserAttributes) ?? input.Username;
      if (email.toLowerCase() !== input.Username.toLowerCase()) {
        throw new ServiceError('InvalidParameterException', 'The username and the email attribute differ.');
      }
      const { users } = poolOf(input, context);
      if (input.MessageAction === 'RESEND') return { User: description(existing(users.find(email)), 'Attributes') };
      return { User: description(await users.create(email, [], context.clock.now()), 'Attributes') };
    },
  ),
  AdminAddUserToGroup: defineOperation(
    { ...Named, GroupName: z.string() },
    permits('AdminAddUserToGroup'),
    async ({ Username, GroupName, ...input }, context: IdentityContext) => {
      const { users } = groupsOf(input, GroupName, context);
      await users.update(
        Username,
        ({ groups }) => ({ groups: [...new Set([...groups, GroupName])] }),
        context.clock.now(),
      );
      return {};
    },
  ),
  AdminRemoveUserFromGroup: defineOperation(
    { ...Named, GroupName: z.string() },
    permits('AdminRemoveUserFromGroup'),
    async ({ Username, GroupName, ...input }, context: IdentityContext) => {
      const { users } = groupsOf(input, GroupName, context);
      await users.update(
        Username,
        ({ groups }) => ({ groups: groups.filter((name) => name !== GroupName) }),
        context.clock.now(),
      );
      return {};
    },
  ),
  AdminGetUser: defineOperation(Named, permits('AdminGetUser'), (input, context: IdentityContext) =>
    description(existing(poolOf(input, context).users.find(input.Username)), 'UserAttributes'),
  ),
  AdminListGroupsForUser: defineOperation(
    { ...Named, Limit: z.number().int().optional() },
    permits('AdminListGroupsForUser'),
    (input, context: IdentityContext) => ({
      Groups: existing(poolOf(input, context).users.find(input.Username)).groups.map((name) => ({
        GroupName: name,
        UserPoolId: input.UserPoolId,
      })),
    }),
  ),
  ListUsers: defineOperation(
    {
      ...Pool,
      Filter: z.string().optional(),
      Limit: z.number().int().min(1).max(60).default(60),
      PaginationToken: z.string().optional(),
    },
    permits('ListUsers'),
    (input, context: IdentityContext) => {
      const wanted = input.Filter === undefined ? undefined : filteredEmail(input.Filter);
      const users = poolOf(input, context).users.all();
      const matching = users.filter(({ email }) => wanted === undefined || email.toLowerCase() === wanted);
      const start = Number(input.PaginationToken ?? 0);
      if (!Number.isSafeInteger(start) || start < 0) {
        throw new ServiceError('InvalidParameterException', 'Invalid pagination token.');
      }
      const end = start + input.Limit;
      return {
        Users: matching.slice(start, end).map((user) => description(user, 'Attributes')),
        ...(end < matching.length ? { PaginationToken: String(end) } : {}),
      };
    },
  ),
};

function permits(action: string) {
  return (input: { UserPoolId: string }, context: IdentityContext): Permission[] => [
    { action: `cognito-idp:${action}`, resource: poolOf(input, context).spec.arn },
  ];
}

function poolOf({ UserPoolId: id }: { UserPoolId: string }, { pools }: IdentityContext): UserPool {
  const pool = pools.find(({ spec }) => spec.id === id);
  if (!pool) throw new ServiceError('ResourceNotFoundException', `User pool ${id} does not exist.`);
  return pool;
}

/** The pool, if it has the group. */
function groupsOf(input: { UserPoolId: string }, group: string, context: IdentityContext): UserPool {
  const pool = poolOf(input, context);
  if (!pool.spec.groups.includes(group)) throw new ServiceError('ResourceNotFoundException', 'Group not found.');
  return pool;
}

function existing(user: User | undefined): User {
  if (!user) throw userNotFound();
  return user;
}

/** @throws ServiceError for an attribute that has no model. */
function emailOf(attributes: readonly z.infer<typeof Attribute>[]): string | undefined {
  const unknown = attributes.find(({ Name }) => Name !== 'email' && Name !== 'email_verified');
  if (unknown) {
    throw new ServiceError('InvalidParameterException', `The attribute ${unknown.Name} has no local model.`);
  }
  return attributes.find(({ Name }) => Name === 'email')?.Value;
}

function filteredEmail(filter: string): string {
  const email = /^\s*email\s*=\s*"([^"\\]*)"\s*$/.exec(filter)?.[1];
  if (email === undefined)
    throw new ServiceError('InvalidParameterException', 'Only filters as email = "…" are modelled.');
  return email.toLowerCase();
}

function description(user: User, attributes: 'Attributes' | 'UserAttributes') {
  return {
    Username: user.username,
    [attributes]: [
      { Name: 'email', Value: user.email },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'sub', Value: user.username },
    ],
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: true,
    UserStatus: user.confirmed ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
  };
}

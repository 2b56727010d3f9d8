import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  ListUsersCommand,
  type ListUsersCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { testClock } from '../../local/clock.ts';
import { POOL, signIn, startPools } from './local-identity-service.ts';
import { OWNER } from './local-principals.ts';

const UserPoolId = POOL.id;
const Username = 'ada@desk.example';
const create = (name = Username) =>
  new AdminCreateUserCommand({
    UserPoolId,
    Username: name,
    UserAttributes: [
      { Name: 'email', Value: name },
      { Name: 'email_verified', Value: 'true' },
    ],
    DesiredDeliveryMediums: ['EMAIL'],
  });

describe('User pool: the API for administrators', () => {
  it('makes a user, who is found by e-mail and by name', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    const { owner, identity } = await startPools({ clock: testClock(now) });

    const { User } = await owner.send(create());

    expect(User).toEqual({
      Username: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Attributes: [
        { Name: 'email', Value: Username },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'sub', Value: User?.Username },
      ],
      UserCreateDate: new Date(now),
      UserLastModifiedDate: new Date(now),
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
    });
    await signIn(identity.url, Username);
    for (const name of [Username, 'ADA@desk.example', User?.Username]) {
      const found = await owner.send(new AdminGetUserCommand({ UserPoolId, Username: name }));
      expect(found).toMatchObject({ Username: User?.Username, UserStatus: 'CONFIRMED' });
    }
  });

  it('puts users into groups and takes them out', async () => {
    const { owner } = await startPools();
    await owner.send(create());
    const groups = async () => {
      const { Groups } = await owner.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
      return Groups?.map(({ GroupName }) => GroupName);
    };
    const add = new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'writers' });

    await owner.send(add);
    await owner.send(add);
    expect(await groups()).toEqual(['writers']);
    await owner.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName: 'writers' }));
    expect(await groups()).toEqual([]);
  });

  it('lists users by pages, and one by e-mail', async () => {
    const { owner } = await startPools();
    const names = ['a@desk.example', 'b@desk.example', 'c@desk.example'];
    for (const name of names) await owner.send(create(name));
    const emails = ({ Users }: ListUsersCommandOutput) => Users?.map(({ Attributes }) => Attributes?.[0]?.Value);

    const first = await owner.send(new ListUsersCommand({ UserPoolId, Limit: 2 }));
    const { PaginationToken } = first;
    const second = await owner.send(new ListUsersCommand({ UserPoolId, Limit: 2, PaginationToken }));
    const one = await owner.send(new ListUsersCommand({ UserPoolId, Filter: 'email = "B@desk.example"' }));

    expect([emails(first), emails(second), emails(one)]).toEqual([names.slice(0, 2), names.slice(2), [names[1]]]);
    expect(second.PaginationToken).toBeUndefined();
  });

  it('makes one user of an address, however many ask at once', async () => {
    const { owner } = await startPools();

    const made = await Promise.allSettled(
      [create(), create('ADA@desk.example'), create()].map((one) => owner.send(one)),
    );

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = made.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
    expect(refusals).toEqual(['UsernameExistsException', 'UsernameExistsException']);
  });
});

describe('User pool: what administrators are refused', () => {
  it('in the words of Cognito', async () => {
    const { owner } = await startPools();
    await owner.send(create());
    const group = (changes: object) =>
      new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'writers', ...changes });

    const refusals = await Promise.all(
      [
        owner.send(create()),
        owner.send(create('no address')),
        owner.send(new AdminGetUserCommand({ UserPoolId, Username: 'nobody@desk.example' })),
        owner.send(new AdminGetUserCommand({ UserPoolId: 'eu-central-1_none', Username })),
        owner.send(group({ GroupName: 'owners' })),
        owner.send(group({ Username: 'nobody@desk.example' })),
        owner.send(new ListUsersCommand({ UserPoolId, Filter: 'email ^= "a"' })),
        owner.send(new AdminDeleteUserCommand({ UserPoolId, Username })),
      ].map((sent) => sent.then(String, (error: Error) => error.name)),
    );

    expect(refusals).toEqual([
      'UsernameExistsException',
      'InvalidParameterException',
      'UserNotFoundException',
      'ResourceNotFoundException',
      'ResourceNotFoundException',
      'UserNotFoundException',
      'InvalidParameterException',
      'InvalidAction',
    ]);
  });

  it('what their role does not allow, and what nobody signed rightly', async () => {
    const { owner, role, clientOf } = await startPools({
      statements: [{ Effect: 'Allow', Action: 'cognito-idp:AdminGetUser', Resource: POOL.arn }],
    });
    await owner.send(create());
    const get = new AdminGetUserCommand({ UserPoolId, Username });

    expect((await role.send(get)).Enabled).toBe(true);
    await expect(role.send(create('bo@desk.example'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(clientOf({ ...OWNER, secretAccessKey: 'guessed' }).send(get)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });
});

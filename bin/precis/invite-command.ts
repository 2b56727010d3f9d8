import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { WRITERS } from '../../functions/api/authorization.ts';
import { requireAccess } from './aws-access.ts';
import { UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { readLocalEndpoint } from './local-endpoint.ts';
import { printableLine, type Terminal } from './terminal.ts';

export interface PoolTarget {
  /** The id of the pool of a deployed stack (output `UserPoolId`); without it, that of the local runtime. */
  pool?: string;
  /** Where the local runtime keeps its state. */
  state: string;
}

export interface UserPool {
  cognito: CognitoIdentityProviderClient;
  poolId: string;
}

/**
 * Finds the pool of a deployed stack, with the AWS credentials of the environment, or that of the local runtime.
 * @throws UsageError where neither is there, or the local runtime has no users.
 */
export async function findUserPool({ pool, state }: PoolTarget): Promise<UserPool> {
  if (pool !== undefined) {
    const cognito = new CognitoIdentityProviderClient({});
    await requireAccess(cognito.config);
    return { cognito, poolId: pool };
  }
  const local = await readLocalEndpoint(
    state,
    'Start it with `npm start`, or name the pool of a stack with --pool ID.',
  );
  const poolId = local.outputs['UserPoolId'];
  if (local.identityUrl === undefined || poolId === undefined) {
    throw new UsageError('The local runtime has no users: it runs a template of another mode.', {
      remedy: "Set auth: { mode: 'users', … } in the stage's file and start it again, or name a pool with --pool ID.",
    });
  }
  const { region, credentials, identityUrl: endpoint } = local;
  return { cognito: new CognitoIdentityProviderClient({ endpoint, region, credentials }), poolId };
}

/**
 * `precis invite EMAIL`: has the pool send an invitation. Who is in it already is not invited again, but may become a
 * writer.
 * @returns the exit status.
 * @throws UsageError where it is no address.
 */
export async function inviteUser(
  email: string,
  { write }: { write: boolean },
  { cognito, poolId }: UserPool,
  terminal: Terminal,
): Promise<number> {
  if (!z.email().safeParse(email).success) throw new UsageError(`${JSON.stringify(email)} is no e-mail address.`);
  const name = printableLine(email);
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: email,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    terminal.progress(`${name} is invited: a mail with a first password is on its way.`);
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    terminal.progress(`${name} was invited before.`);
  }
  if (write) {
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: poolId, Username: email, GroupName: WRITERS }));
    terminal.progress(`${name} may upload as well, from the next sign-in on.`);
  }
  return EXIT.ok;
}

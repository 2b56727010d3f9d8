import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { WRITERS } from '../../functions/api/authorization.ts';
import { partitionOf } from '../../functions/core/partition.ts';
import { RESOURCE_SERVER } from '../auth-settings.ts';

export interface DeskUsersProps {
  domainPrefix: string;
  /** Whether everybody must have an authenticator app. */
  secondFactor: 'optional' | 'required';
  /** Whether the pool outlives its stack. */
  retain: boolean;
  /** Whether nobody may delete it before that is taken back. */
  deletionProtection: boolean;
  /** The page to read on, as the invitation names it; undefined where it is not known yet. */
  page: string | undefined;
}

/** How long an invitation is good for. */
const INVITATION = Duration.days(7);

/** The people of a desk: a pool into which they are invited, with a page to sign in on. All may read, `writers` write. */
export class DeskUsers extends Construct {
  readonly pool: cognito.UserPool;
  /** Where people sign in; in GovCloud, Cognito has pages of another name (GovCloud User Guide, "Amazon Cognito"). */
  readonly signInOrigin: string;

  constructor(
    scope: Construct,
    id: string,
    { domainPrefix, secondFactor, retain, deletionProtection, page }: DeskUsersProps,
  ) {
    super(scope, id);
    this.pool = new cognito.UserPool(this, 'Pool', {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      selfSignUpEnabled: false,
      userInvitation: {
        emailSubject: 'You are invited to Precis',
        emailBody: `You may read the briefs of your desk${page ? ` at ${page}/` : ''}. Sign in as {username} with the password {####}, which is good for ${INVITATION.toDays()} days, and choose your own.`,
      },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: INVITATION,
      },
      mfa: secondFactor === 'required' ? cognito.Mfa.REQUIRED : cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The plus plan is paid for each user. Nobody can sign up, and Cognito itself slows down guessing.',
    });
    if (secondFactor === 'optional') {
      Validations.of(this.pool).acknowledge({
        id: 'AwsSolutions-COG2',
        reason: 'Whether everybody must have a second factor is a setting of the stage (auth.secondFactor).',
      });
    }
    this.pool.addResourceServer('Server', {
      identifier: RESOURCE_SERVER,
      scopes: [
        new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read briefs' }),
        new cognito.ResourceServerScope({ scopeName: 'write', scopeDescription: 'Upload articles' }),
      ],
    });
    const fips = partitionOf(Stack.of(this).region) === 'aws-us-gov';
    this.signInOrigin = this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix } }).baseUrl({ fips });
    new cognito.CfnUserPoolGroup(this, 'Writers', {
      userPoolId: this.pool.userPoolId,
      groupName: WRITERS,
      description: 'May upload articles',
    });
  }
}

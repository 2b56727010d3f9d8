import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { LambdaFunction } from './lambda-function.ts';

/**
 * The environment of a sandbox: what Lambda sets (AWS Lambda Developer Guide, "Defined runtime environment variables"),
 * the template's variables and where the AWS services listen. Nothing of this machine's own environment but PATH.
 * @param runtimeApi `host:port` of the sandbox's Runtime API.
 */
export function sandboxEnvironment(lambda: LambdaFunction, runtimeApi: string, clientFile: string): NodeJS.ProcessEnv {
  const day = new Date(Date.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    PATH: process.env['PATH'],
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: lambda.codeDirectory,
    LAMBDA_RUNTIME_DIR: dirname(clientFile),
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    _HANDLER: lambda.handler,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
    AWS_REGION: lambda.region,
    AWS_DEFAULT_REGION: lambda.region,
    AWS_ACCESS_KEY_ID: lambda.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: lambda.credentials.secretAccessKey,
    ...lambda.environment,
    ...lambda.endpoints,
  };
}

import { isObject, type Json } from '../template/template.ts';

/** A response as the gateway sends it. */
export interface GatewayResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** A response of the gateway's own. */
export function gatewayMessage(status: number, message: string): GatewayResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/**
 * The response that a function's answer stands for (API Gateway Developer Guide, "Create AWS Lambda proxy integrations
 * for HTTP APIs", format of the response in payload format 2.0).
 * @param payload the function's JSON answer.
 * @returns 500 where the answer has no meaning to the gateway.
 */
export function functionResponse(payload: string): GatewayResponse {
  let answer: Json;
  try {
    answer = JSON.parse(payload);
  } catch {
    return gatewayMessage(500, 'Internal Server Error');
  }
  if (!isObject(answer) || answer['statusCode'] === undefined) {
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return gatewayMessage(500, 'Internal Server Error');
  const sent: GatewayResponse['headers'] = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(isObject(headers) ? headers : {}))
    sent[name.toLowerCase()] = String(value);
  if (Array.isArray(cookies)) sent['set-cookie'] = cookies.map(String);
  const text = typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body);
  return { status, headers: sent, body: Buffer.from(text, isBase64Encoded === true ? 'base64' : 'utf8') };
}

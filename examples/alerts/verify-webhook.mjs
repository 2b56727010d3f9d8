// Receives alerts of Precis on 127.0.0.1: SECRET=whsec_… node verify-webhook.mjs [PORT]
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const FIVE_MINUTES = 300;
const key = Buffer.from((process.env.SECRET ?? '').replace(/^whsec_/, ''), 'base64');
const seen = new Map(); // by webhook-id, when it came: what is older than a day comes no more

function isGenuine({ 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' }, body) {
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= FIVE_MINUTES)) return false; // an old message, sent again by another
  const expected = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest();
  return signatures.split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()); // the bytes as they came: parsed JSON has another signature
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
  const id = request.headers['webhook-id'];
  const isNew = !seen.has(id);
  seen.set(id, Date.now());
  for (const [each, at] of seen) if (at < Date.now() - 2 * 86_400_000) seen.delete(each);
  response.writeHead(204).end(); // at once: what takes long comes after
  if (!isNew) return; // the same message, as when the answer to the first was lost
  const { data } = JSON.parse(body);
  for (const { kind, subject, to } of data.lines) console.log(`${kind}: ${subject} “${to.quote}” ${to.link}`);
});
server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => console.log(`Listening on port ${server.address().port}`));

import { invalidArgument, S3Error } from '../s3-error.ts';
import { ByteSource } from './byte-source.ts';

/** Most bytes of a form before its file: 20 KB (Amazon S3 API Reference, POST Object). */
const MOST_BEFORE_FILE = 20_480;

const BLANK_LINE = Buffer.from('\r\n\r\n');

/** A form that uploads a file. */
export interface UploadForm {
  /** Fields before the file, by lower-case name; fields after it do not count. */
  fields: ReadonlyMap<string, string>;
  fileName: string;
  fileType: string | undefined;
  /** The file's bytes, read from the request as they are asked for. */
  file: AsyncIterable<Buffer>;
}

/**
 * Reads a form in `multipart/form-data` (RFC 7578) up to the start of its field `file`.
 * @throws S3Error for a body that is no such form, or has no file.
 */
export async function readUploadForm(contentType: string, body: AsyncIterable<Buffer>): Promise<UploadForm> {
  const boundary = boundaryOf(contentType);
  const source = new ByteSource(body, () => malformed());
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  await source.until(Buffer.from(`--${boundary}`), MOST_BEFORE_FILE);
  const fields = new Map<string, string>();
  let bytes = 0;
  for (;;) {
    // After the boundary: the end of its line, or the two dashes of the last one.
    const head = (await source.until(BLANK_LINE, MOST_BEFORE_FILE)).toString();
    if (head.startsWith('--')) throw noFile();
    const part = readPartHead(head);
    if (part.name === 'file') {
      return { fields, fileName: part.fileName, fileType: part.type, file: new ByteSourceUntil(source, delimiter) };
    }
    const value = await source.until(delimiter, MOST_BEFORE_FILE);
    bytes += head.length + value.length;
    if (bytes > MOST_BEFORE_FILE) {
      throw new S3Error(
        400,
        'MaxPostPreDataLengthExceededError',
        'Your POST request fields preceding the upload file were too large.',
      );
    }
    fields.set(part.name.toLowerCase(), value.toString());
    if (await endsHere(source)) throw noFile();
  }
}

/** The bytes before a delimiter, as an iterable. */
class ByteSourceUntil {
  readonly #source: ByteSource;
  readonly #delimiter: Buffer;

  constructor(source: ByteSource, delimiter: Buffer) {
    this.#source = source;
    this.#delimiter = delimiter;
  }

  [Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    return this.#source.before(this.#delimiter);
  }
}

async function endsHere(source: ByteSource): Promise<boolean> {
  return (await source.peek(2)).toString() === '--';
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  return boundary;
}

function readPartHead(head: string): { name: string; fileName: string; type: string | undefined } {
  const lines = head.split('\r\n');
  const disposition = lines.find((line) => /^content-disposition:/i.test(line)) ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) throw malformed();
  const type = lines.find((line) => /^content-type:/i.test(line));
  return {
    name,
    fileName: parameter(disposition, 'filename') ?? '',
    type: type?.slice(type.indexOf(':') + 1).trim(),
  };
}

/** A quoted parameter; browsers write `"` in it as `%22`, and line ends as `%0D%0A` (HTML Standard, form encoding). */
function parameter(disposition: string, name: string): string | undefined {
  const start = disposition.toLowerCase().indexOf(`; ${name}="`);
  if (start < 0) return undefined;
  const from = start + name.length + 4;
  const to = disposition.indexOf('"', from);
  if (to < 0) return undefined;
  return disposition.slice(from, to).replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

function malformed(): S3Error {
  return new S3Error(
    400,
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}

function noFile(): S3Error {
  return invalidArgument('POST requires exactly one file upload per request.');
}

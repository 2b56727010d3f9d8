import { createServer, type Server, type Socket } from 'node:net';
import { PRECIS } from '../precis.ts';
import { precisHere } from '../precis-here.ts';
import { runProgram } from '../program.ts';

/** What one command of a script came to. */
export interface CommandOutcome {
  status: number;
  /** Standard output, then what was said beside it. */
  said: string;
}

/** Between commands, on both outputs: what no command of ours prints. */
const MARK = '\u001e';

/**
 * `npx precis` of a script asks this process, as one of its own takes a second to start; but where the shell gives or takes
 * the payload itself, it is one of its own. Arguments go there ended by NUL, their count first; the answer is a line with the
 * exit status and how many bytes of progress come before the payload.
 */
const prelude = (port: number): string => `
npx() {
  [ "$1" = precis ] || { echo "There is no $1 here." >&2; return 127; }
  shift
  case "$*" in
    *--ndjson* | 'export --list'*) '${process.execPath}' '${PRECIS}' "$@"; return ;;
  esac
  local answer status progress
  exec {answer}<>/dev/tcp/127.0.0.1/${port}
  printf '%s\\0' "$#" "$@" >&$answer
  read -r status progress <&$answer
  head -c "$progress" <&$answer >&2
  cat <&$answer
  exec {answer}>&-
  return "$status"
}
`;

/** A shell for the commands of the documentation, all of them in one folder. */
export class DocumentedShell {
  readonly #server: Server;
  readonly #port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
  }

  static async open(): Promise<DocumentedShell> {
    const server = createServer((socket) => void answer(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    return new DocumentedShell(server, address.port);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Runs commands one after another in one shell, so that variables of one are there for the next. */
  async run(commands: readonly string[], folder: string): Promise<CommandOutcome[]> {
    const mark = `status=$?; printf '${MARK}%s${MARK}' "$status"; printf '${MARK}' >&2`;
    const script = [prelude(this.#port), ...commands.flatMap((command) => [command, mark])].join('\n');
    const { out, progress } = await runProgram('bash', ['-c', script], { cwd: folder });
    const [outputs, said] = [out.split(MARK), progress.split(MARK)];
    return commands.map((_, index) => ({
      status: Number(outputs[2 * index + 1] ?? Number.NaN),
      said: `${outputs[2 * index] ?? ''}${said[index] ?? ''}`,
    }));
  }
}

/** Runs the command line with the arguments that a socket sends, and sends what it said. */
async function answer(socket: Socket): Promise<void> {
  let received = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    received += chunk;
    const [count, ...args] = received.split('\0');
    if (args.length > Number(count)) {
      const { status, out, progress } = await precisHere(args.slice(0, -1));
      socket.end(`${status} ${Buffer.byteLength(progress)}\n${progress}${out}`);
      return;
    }
  }
}

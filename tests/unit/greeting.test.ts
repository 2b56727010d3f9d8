import { describe, expect, it } from 'vitest';
import { greeting } from '../../bin/precis/local-command.ts';

const RUNTIME = { apiUrl: 'http://127.0.0.1:4311', passive: [] };

describe('Function: greeting', () => {
  it('names commands that work as they stand', () => {
    const said = greeting(RUNTIME, { inbox: 'inbox', state: '.precis' }, 4, 1);

    expect(said).toContain('Read     http://127.0.0.1:4311/            4 example briefs are there');
    expect(said).toContain('\n           npx precis list --measure withdrawal\n');
  });

  it('leads to the page by the proxy that signs, where signatures are asked for', () => {
    const said = greeting(RUNTIME, { inbox: 'inbox', state: '.precis', signed: true }, 0, 1);

    expect(said).toContain('Read     npx precis open ');
    expect(said).not.toContain('4311/ ');
  });

  it('names the state folder where it is not the usual one', () => {
    const said = greeting(RUNTIME, { inbox: 'inbox', state: 'desk' }, 0, 1);

    const commands = said.match(/npx precis (?:list|find|send|changes)[^\n]*/g) ?? [];
    expect(commands).toHaveLength(5);
    for (const command of commands) expect(command).toContain(' --state desk');
  });
});

import { useState } from 'preact/hooks';
import { useServices, useTitle } from '../app/services.ts';
import type { SignedOut } from './session.ts';

/** What stands in place of the pages while nobody is signed in. */
export function SignIn({ signedOut }: { signedOut: SignedOut }) {
  const { session } = useServices();
  useTitle('Sign in');
  return (
    <section class="sign-in" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">Sign in</h1>
      <p role="status">{wordsFor(signedOut)}</p>
      {session.config.mode === 'token' ? (
        <TokenForm />
      ) : (
        <button type="button" class="primary" onClick={() => void session.signIn()}>
          {signedOut.because === 'start' ? 'Sign in' : 'Sign in again'}
        </button>
      )}
    </section>
  );
}

function wordsFor({ because, message }: SignedOut): string {
  switch (because) {
    case 'start':
      return 'Briefs here are for people who have an account or a token.';
    case 'ended':
      return 'You were signed out because your time had run out. You will come back to this page.';
    case 'refused':
      return 'The token was refused. Check it, or ask for a new one.';
    case 'failed':
      return message ?? 'Signing in failed.';
  }
}

function TokenForm() {
  const { session } = useServices();
  const [token, setToken] = useState('');
  return (
    <form
      class="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() !== '') session.useToken(token);
      }}
    >
      <label for="token">Token</label>
      <input
        id="token"
        type="password"
        autocomplete="off"
        required
        value={token}
        onInput={(event) => setToken(event.currentTarget.value)}
      />
      <button type="submit" class="primary">
        Use this token
      </button>
      <p class="aside">It is kept for this tab alone, and forgotten when the tab is closed.</p>
    </form>
  );
}

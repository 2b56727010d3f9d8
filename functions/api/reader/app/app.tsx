import { useEffect, useRef, useState } from 'preact/hooks';
import { BriefPage } from '../brief/brief-page.tsx';
import { DossierPage } from '../dossier/dossier-page.tsx';
import { IssuesPage } from '../issues/issues-page.tsx';
import { ListPage } from '../list/list-page.tsx';
import { PartiesPage } from '../parties/parties-page.tsx';
import { SignIn } from '../session/sign-in.tsx';
import { Help } from './help.tsx';
import { useKeys } from './keys.ts';
import { Notice } from './notices.tsx';
import { type Page, pageOf } from './page-paths.ts';
import { type Services, ServicesContext, useAddress, useServices, useTitle } from './services.ts';

export function App({ services }: { services: Services }) {
  return (
    <ServicesContext.Provider value={services}>
      <Frame />
    </ServicesContext.Provider>
  );
}

function Frame() {
  const { session, navigation } = useServices();
  const { path } = useAddress();
  const [, setTurn] = useState(0);
  const [helps, setHelps] = useState(false);
  const main = useRef<HTMLElement>(null);
  const shownPath = useRef(path);
  useEffect(() => session.listen(() => setTurn((turn) => turn + 1)), [session]);
  useEffect(() => {
    // A page that was followed to begins for a keyboard or a screen reader where it does for the eye.
    if (shownPath.current !== path) main.current?.focus({ preventScroll: true });
    shownPath.current = path;
  }, [path]);
  useKeys({
    '?': () => setHelps(true),
    '/': () => {
      const search = document.getElementById('search');
      if (search === null) navigation.go('/#search');
      else search.focus();
    },
  });
  const page = pageOf(path);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href="/">
          Precis
        </a>
        <nav aria-label="Pages">
          <NavLink href="/" label="Briefs" isCurrent={page.name === 'list' || page.name === 'brief'} />
          <NavLink href="/issues" label="Open issues" isCurrent={page.name === 'issues'} />
          <NavLink href="/parties" label="Parties" isCurrent={page.name === 'parties' || page.name === 'dossier'} />
        </nav>
        <div class="top-end">
          {session.canSignOut && (
            <button type="button" class="quiet" onClick={() => void session.signOut()}>
              Sign out
            </button>
          )}
          <button type="button" class="quiet for-keyboards" aria-haspopup="dialog" onClick={() => setHelps(true)}>
            Keys
          </button>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {session.signedOut === undefined ? <PageView page={page} /> : <SignIn signedOut={session.signedOut} />}
      </main>
      {helps && <Help onClose={() => setHelps(false)} />}
    </>
  );
}

function NavLink({ href, label, isCurrent }: { href: string; label: string; isCurrent: boolean }) {
  return (
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      {label}
    </a>
  );
}

function PageView({ page }: { page: Page }) {
  switch (page.name) {
    case 'list':
      return <ListPage />;
    case 'brief':
      return <BriefPage key={page.id} address={page.id} />;
    case 'parties':
      return <PartiesPage />;
    case 'dossier':
      return <DossierPage key={page.id} id={page.id} />;
    case 'issues':
      return <IssuesPage />;
    case 'unknown':
      return <UnknownPage />;
  }
}

function UnknownPage() {
  useTitle('No such page');
  return (
    <Notice title="There is no such page">
      <a href="/">See all briefs</a>
    </Notice>
  );
}

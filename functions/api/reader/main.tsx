import { render } from 'preact';
import { PrecisClient } from '../../../client/client.ts';
import { App } from './app/app.tsx';
import { Navigation } from './app/navigation.ts';
import { CONFIG_META, type ReaderConfig } from './session/reader-config.ts';
import { Session } from './session/session.ts';
import { sessionTransport } from './session/transport.ts';
import './styles/reader.css';
import { clientQueue } from './uploads/client-queue.ts';

function configOf(): ReaderConfig {
  const content = document.querySelector(`meta[name="${CONFIG_META}"]`)?.getAttribute('content');
  return JSON.parse(content ?? '') as ReaderConfig;
}

async function start(): Promise<void> {
  const session = new Session(configOf());
  const goOn = await session.completeSignIn(location.href);
  if (goOn !== undefined) history.replaceState(null, '', goOn);
  const navigation = new Navigation();
  const client = new PrecisClient(sessionTransport(session));
  const root = document.getElementById('app');
  const services = { client, session, navigation, memory: new Map(), uploads: clientQueue(client) };
  if (root !== null) render(<App services={services} />, root);
}

void start();

import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { PrecisClient } from '../../../../client/client.ts';
import type { Session } from '../session/session.ts';
import type { UploadQueue } from '../uploads/upload-queue.ts';
import type { Address, Navigation } from './navigation.ts';

/** What the pages work with. */
export interface Services {
  readonly client: PrecisClient;
  readonly session: Session;
  readonly navigation: Navigation;
  /** Lists that were left, by key, so that going back shows them as they were. */
  readonly memory: Map<string, unknown>;
  /** What was sent since the page was loaded. */
  readonly uploads: UploadQueue;
}

export const ServicesContext = createContext<Services | undefined>(undefined);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error('The page has no services.');
  return services;
}

/** The address, as it changes. */
export function useAddress(): Address {
  const { navigation } = useServices();
  const [address, setAddress] = useState(navigation.address);
  useEffect(() => {
    setAddress(navigation.address);
    return navigation.listen(() => setAddress(navigation.address));
  }, [navigation]);
  return address;
}

/** The title of the browser's tab. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Precis' : `${title} · Precis`;
  }, [title]);
}

import { countries } from 'countries-list';
import nationalities from 'i18n-nationality/langs/en.json' with { type: 'json' };

/** Adjectives and short forms that the nationality list lacks or writes otherwise. */
const MORE: Record<string, string[]> = {
  AE: ['Emirati', 'UAE'],
  AR: ['Argentine', 'Argentinian'],
  BD: ['Bangladeshi'],
  CD: ['Congolese', 'DRC'],
  CN: ['PRC', "People's Republic of China"],
  CZ: ['Czech'],
  FR: ['French'],
  GB: ['British', 'Briton', 'Britain', 'UK', 'London'],
  GR: ['Greek'],
  IE: ['Irish'],
  KP: ['North Korean', 'Pyongyang', 'DPRK'],
  KR: ['South Korean', 'Seoul', 'ROK'],
  MM: ['Myanmar', 'Burmese'],
  NL: ['Dutch', 'The Hague'],
  NZ: ['New Zealand'],
  PH: ['Philippine', 'Filipino'],
  PS: ['Palestinian', 'Ramallah'],
  RU: ['Kremlin'],
  SA: ['Saudi'],
  TR: ['Turkey', 'Türkiye', 'Turkish', 'Ankara'],
  US: ['American', 'U.S.', 'USA', 'Washington', 'White House', 'America'],
};

/** "Bogotá" as it is typed where there are no accents. */
function unaccented(form: string): string {
  return form.normalize('NFD').replace(/\p{M}/gu, '');
}

const forms = new Map<string, string[]>();
const states: Record<string, { name: string; alias?: string[]; capital: string }> = countries;
for (const [code, state] of Object.entries(states)) {
  const nationality = (nationalities.nationalities as Record<string, string>)[code];
  const known = [state.name, ...(state.alias ?? []), state.capital, nationality ?? '', ...(MORE[code] ?? [])];
  forms.set(
    code,
    [...new Set(known.flatMap((form) => [form, unaccented(form)]))].filter((form) => form.length > 1),
  );
}

/** Names, adjective and capital by which news calls a state; empty for an unknown ISO 3166-1 alpha-2 code. */
export function formsOfState(code: string): readonly string[] {
  return forms.get(code) ?? [];
}

const stateOf = new Map<string, string | null>();
for (const [code, known] of forms) {
  for (const form of new Set(known.map((name) => name.toLowerCase())))
    stateOf.set(form, stateOf.has(form) ? null : code);
}

/** The state that is called exactly so ("Damascus", "Syrian"), if one and only one is. */
export function stateCalled(form: string): string | undefined {
  return stateOf.get(form.toLowerCase()) ?? undefined;
}

import type { Calendar } from '../../core/ledger/calendar.ts';
import { readCalendar } from '../../core/ledger/read-calendar.ts';
import { knownWatch } from '../../core/ledger/read-changes.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, type ApiResponse, negotiate, respond, respondJson } from '../http.ts';
import { CalendarParameters, readCalendarDays } from '../ledger-parameters.ts';
import { readQuery } from '../query.ts';
import { withKnownWatch } from './known-watch.ts';

const ICALENDAR = 'text/calendar';

async function calendarOf(request: ApiRequest, context: ApiContext): Promise<{ calendar: Calendar; title: string }> {
  const { from, to, country, party, watch: watchId } = readQuery(CalendarParameters(), request.query);
  const now = context.now();
  const days = readCalendarDays({ from, to }, now);
  const watch =
    watchId === undefined
      ? undefined
      : await withKnownWatch('invalid-request', () => knownWatch(context.watches, watchId));
  const calendar = await readCalendar(context, { ...days, country, party, watch }, now);
  return { calendar, title: watch === undefined ? 'Precis: ahead' : `Precis: ahead, ${watch.name}` };
}

async function asICalendar(request: ApiRequest, context: ApiContext): Promise<ApiResponse> {
  const { calendar, title } = await calendarOf(request, context);
  const { renderICalendar } = await import('../../core/render/icalendar.ts');
  return respond(request, ICALENDAR, renderICalendar({ title, events: calendar.items, baseUrl: request.origin }), {
    'content-disposition': 'inline; filename="precis.ics"',
  });
}

/** `GET /v1/calendar`: the dated next steps and deadlines of briefs, as JSON or as iCalendar. */
export const getCalendar: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', ICALENDAR]);
  if (mediaType === ICALENDAR) return asICalendar(request, context);
  return respondJson(request, (await calendarOf(request, context)).calendar);
};

/** `GET /v1/calendar.ics`: the same for programs that cannot say what they accept. */
export const getICalendar: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, [ICALENDAR]);
  return asICalendar(request, context);
};

import { useState } from 'preact/hooks';
import type { MeasureStatus } from '../../../core/brief.ts';
import { dayLabel, statusLabel } from '../../../core/render/labels.ts';
import type { DossierMeasure } from '../../responses.ts';
import { briefPath } from '../app/page-paths.ts';
import { ScrollRegion } from '../app/scroll-region.tsx';
import { useServices } from '../app/services.ts';
import { Line } from '../text/line.tsx';
import { singleLine } from '../text/plain-text.ts';
import { dayOf, type Lane, lanesOf, type Point } from './lanes.ts';

/** Units of the picture, which scales with its page. */
const WIDTH = 720;
const LABELS = 132;
const UNDATED = 84;
const ABREAST = 25;
const EDGE = 16;
const LEVEL = 18;
const TOP = 8;
const FOOT = 26;

/** Measures over time, one lane a status; below it the same as a table. */
export function TimelineChart({ measures }: { measures: readonly DossierMeasure[] }) {
  const [showsTable, setShowsTable] = useState(false);
  if (measures.length === 0) return null;
  return (
    <section class="chart" aria-labelledby="chart-title">
      <h2 id="chart-title">Measures over time</h2>
      <Picture measures={measures} />
      <button type="button" class="quiet" aria-expanded={showsTable} onClick={() => setShowsTable(!showsTable)}>
        {showsTable ? 'Hide the table' : 'Show as a table'}
      </button>
      <MeasureTable measures={measures} isShown={showsTable} />
    </section>
  );
}

function heightOf({ points }: Lane): number {
  return LEVEL * (Math.max(...points.map(({ level }) => level)) + 1) + 10;
}

function Picture({ measures }: { measures: readonly DossierMeasure[] }) {
  const { lanes, ticks, undated } = lanesOf(measures);
  const right = WIDTH - EDGE - (undated ? UNDATED : 0);
  const left = LABELS + EDGE;
  const onScale = (x: number) => left + x * (right - left);
  const across = ({ x, shift }: Point) => (x === undefined ? WIDTH - UNDATED / 2 + shift * ABREAST : onScale(x));
  const tops: number[] = [];
  let bottom = TOP;
  for (const lane of lanes) {
    tops.push(bottom);
    bottom += heightOf(lane);
  }
  return (
    <ScrollRegion label="Measures over time, as a picture">
      <svg viewBox={`0 0 ${WIDTH} ${bottom + FOOT}`} class="lanes">
        <title>Measures by status and day</title>
        {ticks.map(({ x, day }, index) => (
          <g key={day} class="tick" aria-hidden="true">
            <line x1={onScale(x)} x2={onScale(x)} y1={TOP} y2={bottom} />
            <text
              x={onScale(x)}
              y={bottom + 17}
              text-anchor={
                index === 0 && ticks.length > 1 ? 'start' : index === ticks.length - 1 && index > 0 ? 'end' : 'middle'
              }
            >
              {shortDay(day)}
            </text>
          </g>
        ))}
        {undated && (
          <g class="tick" aria-hidden="true">
            <line class="undated-line" x1={right + EDGE} x2={right + EDGE} y1={TOP} y2={bottom} />
            <text x={WIDTH - UNDATED / 2} y={bottom + 17} text-anchor="middle">
              undated
            </text>
          </g>
        )}
        {lanes.map(({ status, points }, index) => {
          const top = tops[index] ?? 0;
          return (
            <g key={status} class={`lane status-${status}`}>
              <line class="lane-line" x1={0} x2={WIDTH} y1={top} y2={top} aria-hidden="true" />
              <text class="lane-name" x={0} y={top + 19} aria-hidden="true">
                {statusLabel(status)}
              </text>
              {points.map((point) => (
                <PointLink
                  key={`${point.measure.briefId} ${point.measure.itemId}`}
                  point={point}
                  x={across(point)}
                  y={top + 14 + point.level * LEVEL}
                />
              ))}
            </g>
          );
        })}
      </svg>
    </ScrollRegion>
  );
}

function PointLink({ point: { measure }, x, y }: { point: Point; x: number; y: number }) {
  const { navigation } = useServices();
  const path = briefPath(measure.briefId, measure.itemId);
  return (
    <a
      href={path}
      aria-label={pointWords(measure)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        navigation.go(path);
      }}
    >
      <title>{pointWords(measure)}</title>
      <circle class="hit" cx={x} cy={y} r={11} />
      <path class="point" d={SHAPES[measure.status]} transform={`translate(${x} ${y})`} />
    </a>
  );
}

/** A shape for each status, about its middle, so that colour says nothing that the shape does not. */
const SHAPES: Record<MeasureStatus, string> = {
  completed: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z',
  'under-way': 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zM0-4a4 4 0 0 1 0 8z',
  agreed: 'M0-7L7 0L0 7L-7 0z',
  announced: 'M0-6L6 5H-6z',
  proposed: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zM-3 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0z',
  demanded: 'M0 6L6-5H-6z',
  threatened: 'M-2-7H2V2H-2zM-2 4H2V8H-2z',
  refused: 'M-6-4L-4-6L0-2L4-6L6-4L2 0L6 4L4 6L0 2L-4 6L-6 4L-2 0z',
  ended: 'M-5-5H5V5H-5z',
  unclear: 'M-6-1.5H6V1.5H-6z',
};

/** "4 Mar 2026", of an ISO 8601 day. */
function shortDay(day: string): string {
  const [date = '', month = '', year = ''] = dayLabel(day).split(' ');
  return `${date} ${month.slice(0, 3)} ${year}`;
}

function dateWords(measure: DossierMeasure): string {
  const day = dayOf(measure);
  return day === undefined ? 'undated' : dayLabel(new Date(day).toISOString().slice(0, 10));
}

function pointWords(measure: DossierMeasure): string {
  return `${statusLabel(measure.status)}, ${dateWords(measure)}: ${singleLine(measure.description)}`;
}

/** What the picture shows, for those who would rather read it, or have it read. */
function MeasureTable({ measures, isShown }: { measures: readonly DossierMeasure[]; isShown: boolean }) {
  const inOrder = [...measures].sort((a, b) => (dayOf(b) ?? 0) - (dayOf(a) ?? 0));
  return (
    <div class={isShown ? undefined : 'hidden'}>
      <table>
        <caption class="hidden">Measures by day, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Status</th>
            <th scope="col">Measure</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map((measure) => (
            <tr key={`${measure.briefId} ${measure.itemId}`}>
              <td class="day">{dateWords(measure)}</td>
              <td>{statusLabel(measure.status)}</td>
              <td>
                <a href={briefPath(measure.briefId, measure.itemId)} tabIndex={isShown ? undefined : -1}>
                  <Line text={measure.description} />
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

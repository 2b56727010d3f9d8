import { ARROWS, type Arrow, BOXES, type Box, type BoxId, REMARKS, TITLE } from './description.ts';

const COLUMN = { width: 124, gap: 36 } as const;
const MARGIN = 18;
/** Top and height of each row. */
const ROWS = [
  { top: 18, height: 48 },
  { top: 106, height: 70 },
  { top: 246, height: 70 },
  { top: 356, height: 48 },
  { top: 440, height: 48 },
] as const;
const LEGEND_TOP = 520;
const COLUMNS = 6;
const WIDTH = 2 * MARGIN + COLUMNS * COLUMN.width + (COLUMNS - 1) * COLUMN.gap;
const HEIGHT = LEGEND_TOP + 46;

/** Every pair of text and ground has a contrast of 4.5 : 1 or more (WCAG 2.2, 1.4.3); kinds are told in words, too. */
const STYLE = `
  .ground { fill: #ffffff; }
  .box { stroke-width: 1.5; }
  .data { fill: #e3eefb; stroke: #2b6cb0; }
  .app { fill: #fdf0dc; stroke: #a35a00; }
  .outside { fill: none; stroke: #57606a; }
  .setting { stroke-dasharray: 5 4; }
  text { fill: #1b1f24; font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
  .name { font-size: 14px; font-weight: 600; }
  .minor { fill: #444c56; }
  .arrow { fill: none; stroke: #444c56; stroke-width: 1.6; }
  .aside { stroke-width: 1.2; stroke-dasharray: 4 4; }
  .head { fill: #444c56; }
  .commit { fill: #b3261e; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; }
    .data { fill: #12263f; stroke: #6cb0ff; }
    .app { fill: #33230d; stroke: #f0b35b; }
    .outside { stroke: #9da7b3; }
    text { fill: #f0f3f6; }
    .minor { fill: #c2cad3; }
    .arrow { stroke: #c2cad3; }
    .head { fill: #c2cad3; }
    .commit { fill: #ff8f85; }
  }
`;

interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function frameOf({ place: { column, row, columns = 1 } }: Box): Frame {
  const { top, height } = ROWS[row - 1] ?? ROWS[0];
  return {
    left: MARGIN + (column - 1) * (COLUMN.width + COLUMN.gap),
    top,
    width: columns * COLUMN.width + (columns - 1) * COLUMN.gap,
    height,
  };
}

function drawBox(box: Box): string {
  const { left, top, width, height } = frameOf(box);
  const lines = [box.name, box.kind, ...(box.detail === undefined ? [] : [box.detail])];
  const first = top + height / 2 - (lines.length - 1) * 8 + 4;
  const texts = lines.map((line, index) => {
    const kind = index === 0 ? 'name' : 'minor';
    return `<text class="${kind}" x="${left + width / 2}" y="${first + index * 16}" text-anchor="middle">${escaped(line)}</text>`;
  });
  const classes = ['box', box.stack ?? 'outside', ...(box.bySetting ? ['setting'] : [])].join(' ');
  const rectangle = `<rect class="${classes}" x="${left}" y="${top}" width="${width}" height="${height}" rx="8"/>`;
  return [rectangle, ...texts].join('\n    ');
}

type Point = readonly [x: number, y: number];

/** The corners of the line of an arrow: straight between neighbours, else down, across and down. */
function cornersOf(from: Frame, to: Frame): Point[] {
  const middle = (frame: Frame): Point => [frame.left + frame.width / 2, frame.top + frame.height / 2];
  const [fromX, fromY] = middle(from);
  const [toX, toY] = middle(to);
  if (fromY === toY) {
    return fromX < toX
      ? [
          [from.left + from.width, fromY],
          [to.left, toY],
        ] // To the right.
      : [
          [from.left, fromY],
          [to.left + to.width, toY],
        ];
  }
  const down = fromY < toY;
  const start = down ? from.top + from.height : from.top;
  const end = down ? to.top : to.top + to.height;
  const within = fromX > to.left && fromX < to.left + to.width;
  if (within)
    return [
      [fromX, start],
      [fromX, end],
    ];
  const half = (start + end) / 2;
  return [
    [fromX, start],
    [fromX, half],
    [toX, half],
    [toX, end],
  ];
}

const HEAD = 7;

/** The tip of an arrow, which comes from a corner. */
function headOf([fromX, fromY]: Point, [x, y]: Point): string {
  const [alongX, alongY] = [Math.sign(x - fromX), Math.sign(y - fromY)];
  const wing = (side: number): string =>
    `${x - alongX * HEAD + side * alongY * 4},${y - alongY * HEAD + side * alongX * 4}`;
  return `<polygon class="head" points="${x},${y} ${wing(1)} ${wing(-1)}"/>`;
}

function drawArrow({ from, to, commits = false, aside = false }: Arrow): string {
  const corners = cornersOf(frameOf(BOXES[from]), frameOf(BOXES[to]));
  const [beforeLast = [0, 0], last = [0, 0]] = corners.slice(-2);
  const path = corners.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  const dot = `<circle class="commit" cx="${(beforeLast[0] + last[0]) / 2}" cy="${(beforeLast[1] + last[1]) / 2}" r="6"/>`;
  return [
    `<path class="arrow${aside ? ' aside' : ''}" d="${path}"/>`,
    headOf(beforeLast, last),
    ...(commits ? [dot] : []),
  ].join('\n    ');
}

function drawLegend(): string {
  const at = (x: number, sign: string, words: string) =>
    `${sign}<text class="minor" x="${x + 30}" y="${LEGEND_TOP + 15}">${words}</text>`;
  const swatch = (x: number, classes: string) =>
    `<rect class="box ${classes}" x="${x}" y="${LEGEND_TOP}" width="22" height="20" rx="4"/>`;
  return [
    at(18, swatch(18, 'data'), 'stack Data: stored'),
    at(188, swatch(188, 'app'), 'stack App: runs'),
    at(338, swatch(338, 'outside setting'), 'by setting'),
    at(458, `<circle class="commit" cx="470" cy="${LEGEND_TOP + 10}" r="6"/>`, 'commit point, triggers what follows'),
    at(768, `<path class="arrow aside" d="M768 ${LEGEND_TOP + 10} h22"/>`, 'beside the way'),
  ].join('\n    ');
}

/** What the drawing says, for who cannot see it. */
export function spokenDescription(): string {
  const way = ARROWS.filter(({ aside }) => !aside).map(({ says }) => says);
  const asides = ARROWS.filter(({ aside, from }) => aside && from !== 'staged').map(({ says }) => says);
  return `${way.join(', ')}. ${[...asides, ...REMARKS].join('; ')}.`;
}

/** The drawing as SVG, the same for the same description. */
export function drawArchitecture(): string {
  const ids = Object.keys(BOXES) as BoxId[];
  const parts = [...ARROWS.map(drawArrow), ...ids.map((id) => drawBox(BOXES[id])), drawLegend()];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title description">
  <title id="title">${escaped(TITLE)}</title>
  <desc id="description">${escaped(spokenDescription())}</desc>
  <style>${STYLE}  </style>
  <rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="10"/>
  ${parts.map((part) => `<g>\n    ${part}\n  </g>`).join('\n  ')}
</svg>
`;
}

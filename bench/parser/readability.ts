/** The peer: the tree of the HTML standard, serialized into linkedom, and Mozilla's Readability over it. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { parse, serialize } from 'parse5';
import { decode } from '../../functions/parse/decode.ts';
import { measure } from './measure.ts';

await measure((bytes) => {
  const { document } = parseHTML(serialize(parse(decode(bytes).text, { scriptingEnabled: false })));
  return new Readability(document as never).parse();
});

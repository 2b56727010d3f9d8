import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError } from '../../../../client/client.ts';
import type { Brief } from '../../../core/brief.ts';
import { ISSUE_STATES, LIKELIHOODS, MEASURE_STATUSES, MEASURE_TYPES } from '../../../core/brief-terms.ts';
import type { NoteInput } from '../../../core/notes/note.ts';
import { likelihoodLabel, stateLabel, statusLabel } from '../../../core/render/labels.ts';
import { Dialog } from '../app/dialog.tsx';
import { Refusal } from '../app/refusal.tsx';
import type { Item, ItemList } from '../brief/cited-lines.ts';
import { textOf } from '../brief/cited-lines.ts';
import { Line, Quote } from '../text/line.tsx';
import { singleLine } from '../text/plain-text.ts';
import { capitalised, typeLabel } from '../text/vocabulary.ts';
import type { AskedNote } from './desk-tools.ts';
import { type FieldName, FORM_FIELDS, listOf, noteIn } from './note-form.ts';

const TITLES = {
  accept: 'This is right',
  reject: 'This is wrong',
  amend: 'Correct this',
  add: 'Add to the brief',
  comment: 'Comment',
  assess: 'The desk’s own assessment',
} as const;

const BUTTONS = {
  accept: 'Confirm it',
  reject: 'Reject it',
  amend: 'Save the correction',
  add: 'Add it',
  comment: 'Save the comment',
  assess: 'Save the assessment',
} as const;

const LIST_WORDS: Record<ItemList, string> = {
  measures: 'What is being done',
  unresolvedIssues: 'What is still open',
  risks: 'What could go wrong',
  upsides: 'What is hoped for',
};

interface NoteDialogProps {
  asked: AskedNote;
  brief: Brief;
  /** Resolves once the note is stored. */
  send: (note: NoteInput) => Promise<void>;
  onClose: () => void;
}

/** The form of one note. What the API says of it stands in it, word for word. */
export function NoteDialog({ asked, brief, send, onClose }: NoteDialogProps) {
  const [isSending, setSending] = useState(false);
  const [missing, setMissing] = useState('');
  const [error, setError] = useState<unknown>();
  const item = 'item' in asked ? asked.item : undefined;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isSending) return;
    const note = noteIn(new FormData(event.currentTarget as HTMLFormElement), asked);
    setError(undefined);
    setMissing(typeof note === 'string' ? note : '');
    if (typeof note === 'string') return;
    setSending(true);
    send(note).then(undefined, (reason: unknown) => {
      setError(reason);
      setSending(false);
    });
  };
  return (
    <Dialog kind="note" title={TITLES[asked.action]} onClose={onClose}>
      {item !== undefined && (
        <p class="noted-item">
          <Line text={textOf(item)} />
        </p>
      )}
      <form class="note-form" onSubmit={submit}>
        <NoteFields asked={asked} brief={brief} />
        {missing !== '' && <p role="alert">{missing}</p>}
        {error !== undefined && (
          <Refusal
            error={error}
            forbidden="You may read here, but not correct."
            title={error instanceof ApiError && error.status === 422 ? 'The article does not carry it' : undefined}
          />
        )}
        <button type="submit" class="primary" aria-disabled={isSending}>
          {BUTTONS[asked.action]}
        </button>
      </form>
    </Dialog>
  );
}

function NoteFields({ asked, brief }: { asked: AskedNote; brief: Brief }) {
  switch (asked.action) {
    case 'accept':
    case 'reject':
      return <Reason />;
    case 'comment':
      return <Words name="text" label="Comment" rows={3} />;
    case 'assess':
      return (
        <>
          <p class="aside">It stands apart from what the article says.</p>
          <Options name="likelihood" label="How likely" values={LIKELIHOODS} words={likelihoodLabel} none="not said" />
          <Words name="impact" label="What it would mean" rows={2} />
          <Words name="comment" label="Comment" rows={2} />
          <Reason />
        </>
      );
    case 'amend':
      return (
        <>
          <ItemFieldset list={listOf(asked.item)} brief={brief} item={asked.item} />
          <Words name="quote" label="Another passage that shows it, word for word (optional)" rows={2} />
          <p class="aside">
            It may say no more than its quotes: <Quote text={asked.item.evidence[0]?.quote ?? ''} />
          </p>
          <Reason />
        </>
      );
    case 'add':
      return <AddFields brief={brief} quote={asked.quote} />;
  }
}

function AddFields({ brief, quote }: { brief: Brief; quote: string }) {
  const [list, setList] = useState<ItemList>('measures');
  return (
    <>
      <Words name="quote" label="Passage of the article, word for word" rows={3} value={quote} />
      <Field name="list" label="What it is">
        <select
          id="note-list"
          name="list"
          value={list}
          onChange={(event) => setList(event.currentTarget.value as ItemList)}
        >
          {Object.entries(LIST_WORDS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </Field>
      <ItemFieldset key={list} list={list} brief={brief} />
      <Reason />
    </>
  );
}

const LABELS: Record<FieldName, string> = {
  type: 'Kind',
  status: 'Status',
  actors: 'Who does it',
  targets: 'Towards whom',
  description: 'In words',
  topic: 'Topic',
  state: 'State',
  statement: 'In words',
  likelihood: 'Likelihood',
  parties: 'Parties',
};

/** The fields of an item as it is, or empty ones: what is left empty is taken from its quote. */
function ItemFieldset({ list, brief, item }: { list: ItemList; brief: Brief; item?: Item }) {
  const own = (item ?? {}) as Partial<Record<FieldName, string | readonly string[]>>;
  return (
    <>
      {FORM_FIELDS[list].map((name) => (
        <ItemField key={name} name={name} brief={brief} own={own[name]} isNew={item === undefined} />
      ))}
    </>
  );
}

interface ItemFieldProps {
  name: FieldName;
  brief: Brief;
  own: string | readonly string[] | undefined;
  isNew: boolean;
}

function ItemField({ name, brief, own, isNew }: ItemFieldProps) {
  const label = LABELS[name];
  const value = typeof own === 'string' ? own : '';
  const none = isNew ? 'not said' : undefined;
  switch (name) {
    case 'type':
      return <Options name={name} label={label} values={MEASURE_TYPES} words={typeLabel} value={value} none={none} />;
    case 'status':
      return (
        <Options name={name} label={label} values={MEASURE_STATUSES} words={statusLabel} value={value} none={none} />
      );
    case 'state':
      return <Options name={name} label={label} values={ISSUE_STATES} words={stateLabel} value={value} none={none} />;
    case 'likelihood':
      return (
        <Options name={name} label={label} values={LIKELIHOODS} words={likelihoodLabel} value={value} none={none} />
      );
    case 'actors':
    case 'targets':
    case 'parties':
      return <Parties name={name} label={label} brief={brief} chosen={Array.isArray(own) ? own : []} />;
    default:
      return <Words name={name} label={label} rows={2} value={value} />;
  }
}

function Field({ name, label, children }: { name: string; label: string; children: ComponentChildren }) {
  return (
    <div class="note-field">
      <label for={`note-${name}`}>{label}</label>
      {children}
    </div>
  );
}

interface OptionsProps<T extends string> {
  name: string;
  label: string;
  values: readonly T[];
  words: (value: T) => string;
  value?: string;
  /** What stands for no choice, where none may be made. */
  none?: string | undefined;
}

function Options<T extends string>({ name, label, values, words, value = '', none }: OptionsProps<T>) {
  return (
    <Field name={name} label={label}>
      <select id={`note-${name}`} name={name} defaultValue={value}>
        {none !== undefined && <option value="">{none}</option>}
        {values.map((one) => (
          <option key={one} value={one} selected={one === value}>
            {capitalised(words(one))}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface WordsProps {
  name: string;
  label: string;
  rows: number;
  value?: string;
}

function Words({ name, label, rows, value = '' }: WordsProps) {
  return (
    <Field name={name} label={label}>
      <textarea id={`note-${name}`} name={name} rows={rows} maxLength={2_000} defaultValue={value} dir="auto" />
    </Field>
  );
}

function Reason() {
  return <Words name="reason" label="Reason (optional)" rows={2} />;
}

interface PartiesProps {
  name: string;
  label: string;
  brief: Brief;
  chosen: readonly string[];
}

/** The parties of the brief: an item has no others. */
function Parties({ name, label, brief: { parties }, chosen }: PartiesProps) {
  if (parties.length === 0) return null;
  return (
    <fieldset class="note-parties">
      <legend>{label}</legend>
      {parties.map((party) => (
        <label key={party.id}>
          <input type="checkbox" name={name} value={party.id} defaultChecked={chosen.includes(party.id)} />{' '}
          {singleLine(party.name)}
        </label>
      ))}
    </fieldset>
  );
}

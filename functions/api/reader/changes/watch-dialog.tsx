import { useState } from 'preact/hooks';
import { MEASURE_STATUSES, MEASURE_TYPES } from '../../../core/brief-terms.ts';
import { statusLabel } from '../../../core/render/labels.ts';
import type { Watch } from '../../../core/watches/watch.ts';
import { Dialog } from '../app/dialog.tsx';
import { Refusal } from '../app/refusal.tsx';
import { useServices } from '../app/services.ts';
import { Line } from '../text/line.tsx';
import { typeLabel } from '../text/vocabulary.ts';
import { watchIn } from './watch-form.ts';

const FORBIDDEN = 'You may read here, but not change watches.';

interface WatchDialogProps {
  watches: readonly Watch[];
  /** Is told the id of what was made. */
  onMade: (id: string) => void;
  onRefused: (error: unknown) => void;
  onClose: () => void;
}

/** The form of a new watch. */
export function WatchDialog({ watches, onMade, onRefused, onClose }: WatchDialogProps) {
  const { client } = useServices();
  const [missing, setMissing] = useState('');
  const [error, setError] = useState<unknown>();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const asked = watchIn(new FormData(event.currentTarget as HTMLFormElement));
    const isTaken = typeof asked !== 'string' && watches.some(({ id }) => id === asked.id);
    setError(undefined);
    setMissing(typeof asked === 'string' ? asked : isTaken ? 'There is a watch of this name.' : '');
    if (typeof asked === 'string' || isTaken) return;
    client.putWatch(asked.id, asked.watch, true).then(
      () => onMade(asked.id),
      (reason: unknown) => {
        setError(reason);
        onRefused(reason);
      },
    );
  };
  return (
    <Dialog kind="watch" title="Add a watch" onClose={onClose}>
      <form class="note-form" onSubmit={submit}>
        <p class="aside">
          A brief is on it if it matches one value of every field that is filled in. Watches are everybody’s. Several
          values are parted by commas.
        </p>
        <Field name="name" label="Name" length={100} />
        <Field name="parties" label="Parties" />
        <Field name="countries" label="Countries (two letters each)" />
        <Boxes name="measures" label="Kinds of measure" values={MEASURE_TYPES} words={typeLabel} />
        <Boxes name="statuses" label="Statuses" values={MEASURE_STATUSES} words={statusLabel} />
        <Field name="sources" label="Outlets" />
        <Field name="words" label="Words" />
        <Field name="names" label="Own names" />
        {missing !== '' && <p role="alert">{missing}</p>}
        {error !== undefined && <Refusal error={error} forbidden={FORBIDDEN} />}
        <button type="submit" class="primary">
          Save the watch
        </button>
      </form>
    </Dialog>
  );
}

function Field({ name, label, length = 2_000 }: { name: string; label: string; length?: number }) {
  return (
    <div class="note-field">
      <label for={`watch-${name}`}>{label}</label>
      <input id={`watch-${name}`} name={name} maxLength={length} autocomplete="off" />
    </div>
  );
}

interface BoxesProps<T extends string> {
  name: string;
  label: string;
  values: readonly T[];
  words: (value: T) => string;
}

function Boxes<T extends string>({ name, label, values, words }: BoxesProps<T>) {
  return (
    <fieldset class="boxes">
      <legend>{label}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="checkbox" name={name} value={value} /> {words(value)}
        </label>
      ))}
    </fieldset>
  );
}

interface RemoveWatchDialogProps {
  watch: Watch;
  onRemoved: () => void;
  onRefused: (error: unknown) => void;
  onClose: () => void;
}

/** Asks once more, as a watch is everybody's. */
export function RemoveWatchDialog({ watch, onRemoved, onRefused, onClose }: RemoveWatchDialogProps) {
  const { client } = useServices();
  const [error, setError] = useState<unknown>();
  const remove = (): void => {
    setError(undefined);
    client.removeWatch(watch.id).then(onRemoved, (reason: unknown) => {
      setError(reason);
      onRefused(reason);
    });
  };
  return (
    <Dialog kind="watch" title="Remove a watch" onClose={onClose}>
      <div class="note-form">
        <p>
          <Line text={watch.name} /> is removed for everybody, with its alerts.
        </p>
        {error !== undefined && <Refusal error={error} forbidden={FORBIDDEN} title="It is not removed" />}
        <button type="button" class="primary" onClick={remove}>
          Remove it
        </button>
      </div>
    </Dialog>
  );
}

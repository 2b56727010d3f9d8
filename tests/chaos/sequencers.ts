/** Digits of the clock in a sequencer, and all digits that the longest one of a key can have. */
const CLOCK_DIGITS = 12;

/**
 * Sequencers as S3 gives them to one key: hexadecimal, of differing length, and in the order of time only where the
 * shorter is padded with zeros on the right (Amazon S3 User Guide, "Event message structure"). As trailing zeros are left
 * out, a later one is often shorter, and then less as a number.
 */
export class Sequencers {
  #last = 0x10e;

  /** @param leap 0 to 3: how many trailing zeros the next one has at least, before they are left out. */
  next(leap: number): string {
    const unit = 16 ** leap;
    this.#last = (Math.floor(this.#last / unit) + 1) * unit;
    const digits = this.#last.toString(16).toUpperCase().padStart(CLOCK_DIGITS, '0');
    return `0057${digits}`.replace(/0+$/, '');
  }
}

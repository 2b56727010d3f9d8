/**
 * How long a message may be in a queue, in seconds. It is in work for one visibility time-out at most, so one that is older
 * has failed or waits.
 */
export const OLDEST_MESSAGE_SECONDS = 15 * 60;

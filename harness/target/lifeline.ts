/**
 * File descriptor of a pipe from `crash` to its process, after stdin, stdout and stderr. Nothing is ever written to it: it
 * closes when the process that holds its other end is gone, however that ended.
 */
export const LIFELINE = 3;

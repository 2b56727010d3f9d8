/** Where the local runtime keeps its state unless it is told otherwise. */
export const DEFAULT_STATE = '.precis';

import type { ReadBytes } from './reader.ts';
export const readPdf: ReadBytes = () => [];

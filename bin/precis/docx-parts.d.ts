/**
 * The parts of docx 9.7 that Precis uses. Its own declarations name one another without extension, which does not resolve
 * in a package of modules.
 */
declare module 'docx' {
  export interface RunFormat {
    text?: string;
    bold?: boolean;
    italics?: boolean;
    superScript?: boolean;
    /** Six hexadecimal digits. */
    color?: string;
    /** In half points. */
    size?: number;
    font?: string;
    style?: string;
    language?: { value: string };
    /** How many line breaks come first. */
    break?: number;
  }

  /** Lengths in twentieths of a point; `line` in 240ths of a line. */
  export interface ParagraphFormat {
    spacing?: { before?: number; after?: number; line?: number; lineRule?: 'auto' };
    indent?: { left: number; hanging: number };
    keepNext?: boolean;
  }

  interface Style {
    run?: RunFormat;
    paragraph?: ParagraphFormat;
  }

  interface Width {
    size: number;
    type: (typeof WidthType)[keyof typeof WidthType];
  }

  interface Border {
    style: (typeof BorderStyle)[keyof typeof BorderStyle];
    /** In eighths of a point. */
    size: number;
    color: string;
  }

  interface DocumentOptions {
    styles: {
      default: { document: Style; title: Style; heading2: Style; footnoteText: Style };
      paragraphStyles: ({ id: string; name: string; basedOn: string } & Style)[];
    };
    numbering: {
      config: {
        reference: string;
        levels: { level: number; format: typeof LevelFormat.BULLET; text: string; style: Style }[];
      }[];
    };
    /** By the id that a reference names. */
    footnotes: Record<string, { children: Paragraph[] }>;
    sections: {
      properties: { page: { margin: { top: number; bottom: number; left: number; right: number } } };
      children: (Paragraph | Table)[];
    }[];
  }

  export const BorderStyle: { readonly SINGLE: 'single'; readonly NONE: 'none' };
  export const HeadingLevel: { readonly TITLE: 'Title'; readonly HEADING_2: 'Heading2' };
  export const LevelFormat: { readonly BULLET: 'bullet' };
  export const TableLayoutType: { readonly FIXED: 'fixed' };
  export const WidthType: { readonly DXA: 'dxa' };

  /** Anything that stands in a paragraph. */
  export abstract class ParagraphChild {
    private readonly rootKey;
  }
  export class TextRun extends ParagraphChild {
    constructor(format: RunFormat | string);
  }
  export class FootnoteReferenceRun extends ParagraphChild {
    constructor(id: number);
  }
  export class BookmarkStart extends ParagraphChild {
    constructor(name: string, id: number);
  }
  export class BookmarkEnd extends ParagraphChild {
    constructor(id: number);
  }
  /** An element by its name, for those that have no class. */
  export class BuilderElement extends ParagraphChild {
    constructor(options: {
      name: string;
      attributes: Record<string, { key: string; value: string }>;
      children: ParagraphChild[];
    });
  }

  export class Paragraph {
    private readonly properties;
    constructor(
      options: {
        children?: ParagraphChild[];
        style?: string;
        heading?: (typeof HeadingLevel)[keyof typeof HeadingLevel];
        numbering?: { reference: string; level: number };
      } & ParagraphFormat,
    );
  }

  export class TableCell {
    private readonly options;
    constructor(options: {
      width: Width;
      margins: { top: number; bottom: number; right: number };
      children: Paragraph[];
    });
  }
  export class TableRow {
    private readonly options;
    constructor(options: { tableHeader?: boolean; cantSplit: boolean; children: TableCell[] });
  }
  export const TableBorders: {
    readonly NONE: Record<'top' | 'bottom' | 'left' | 'right' | 'insideHorizontal' | 'insideVertical', Border>;
  };
  export class Table {
    private readonly rows;
    constructor(options: {
      layout: typeof TableLayoutType.FIXED;
      columnWidths: number[];
      width: Width;
      borders: typeof TableBorders.NONE;
      rows: TableRow[];
    });
  }

  export class Document {
    private readonly sections;
    constructor(options: DocumentOptions);
  }
  export const Packer: {
    /** `overrides` are entries that take the place of those of the same path. */
    toBuffer(document: Document, prettify: undefined, overrides: { path: string; data: string }[]): Promise<Uint8Array>;
  };
}

import { XMLBuilder, XMLParser } from 'fast-xml-parser';

/** A parsed answer of a query service: elements as properties, lists as arrays, every value a string. */
export interface XmlRecord {
  readonly [name: string]: XmlValue | undefined;
}

/** One element. */
export type XmlValue = string | XmlRecord | readonly XmlValue[];

/** What elements are written from: a list is one element for each entry, a name that begins with @ an attribute. */
export interface XmlElements {
  readonly [name: string]: string | number | XmlElements | readonly (string | XmlElements)[];
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  isArray: (name) => name === 'item' || name === 'member',
});

/** Parses an answer; `<x><item/><item/></x>` becomes the list x. */
export function parseXml(body: Buffer): XmlRecord {
  const parsed = simplify(parser.parse(body.toString('utf8')) as unknown);
  return typeof parsed === 'object' && !Array.isArray(parsed) ? (parsed as XmlRecord) : {};
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: false,
});

/** Writes elements, with every text escaped. */
export function xmlOf(elements: XmlElements): string {
  return builder.build(elements);
}

/** Writes a document of its own. */
export function xmlDocument(elements: XmlElements): string {
  return xmlOf({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, ...elements });
}

/** A list member as records; an absent or empty element is an empty list. */
export function records(value: XmlValue | undefined): readonly XmlRecord[] {
  return Array.isArray(value)
    ? (value as readonly XmlRecord[]).filter((entry) => typeof entry === 'object')
    : [];
}

/** A list member as texts. */
export function texts(value: XmlValue | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly XmlValue[]).filter((entry): entry is string => typeof entry === 'string')
    : [];
}

/** A record member; an absent or empty element is an empty record. */
export function record(value: XmlValue | undefined): XmlRecord {
  return typeof value === 'object' && !Array.isArray(value) ? (value as XmlRecord) : {};
}

/** A text member; undefined when absent or empty. */
export function text(value: XmlValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function simplify(value: unknown): XmlValue {
  if (Array.isArray(value)) {
    return value.map(simplify);
  }
  if (typeof value !== 'object' || value === null) {
    return String(value ?? '');
  }
  const entries = Object.entries(value).filter(([name]) => name !== '?xml');
  const [first] = entries;
  if (
    entries.length === 1 &&
    first !== undefined &&
    (first[0] === 'item' || first[0] === 'member')
  ) {
    return simplify(first[1]);
  }
  return Object.fromEntries(entries.map(([name, inner]) => [name, simplify(inner)]));
}

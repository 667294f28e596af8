/** A filter of an EC2 call: one of its values has to fit. */
export interface QueryFilter {
  readonly name: string;
  readonly values: readonly string[];
  /** What its parameters begin with: `Filter.1.` */
  readonly prefix: string;
}

/** The filters of a call. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
export function filtersIn(parameters: URLSearchParams): readonly QueryFilter[] {
  return [...parameters]
    .filter(([name]) => /^Filter\.\d+\.Name$/.test(name))
    .map(([key, name]) => {
      const prefix = key.slice(0, -'Name'.length);
      const values = [...parameters].filter(([one]) => one.startsWith(`${prefix}Value.`));
      return { name, values: values.map(([, value]) => value), prefix };
    });
}

/** `*` is any text, `?` one character. */
export function like(pattern: string, value: string): boolean {
  const source = pattern
    .slice(0, 255)
    .replace(/[.+^${}()|[\]\\/-]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(value);
}

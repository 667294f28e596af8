type Columns = Readonly<Record<string, string>>;

/** Which columns of a row differ and how, for a sentence: `action without s3:PutObject; condition added`. */
export function differenceInWords(before: Columns, after: Columns): string {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return columns
    .filter((column) => (before[column] ?? '') !== (after[column] ?? ''))
    .map((column) => columnInWords(column, before[column] ?? '', after[column] ?? ''))
    .join('; ');
}

/** More values than this are not listed: the row shows them. */
const mostListed = 3;

function columnInWords(column: string, before: string, after: string): string {
  if (before === '') {
    return `${column} ${after} added`;
  }
  if (after === '') {
    return `${column} ${before} removed`;
  }
  const [left, right] = [before.split(', '), after.split(', ')];
  const added = right.filter((value) => !left.includes(value));
  const removed = left.filter((value) => !right.includes(value));
  if (left.length === 1 && right.length === 1) {
    return `${column} ${before} becomes ${after}`;
  }
  return [
    ...(added.length > 0 ? [`${column} with ${listed(added)}`] : []),
    ...(removed.length > 0 ? [`${column} without ${listed(removed)}`] : []),
  ].join(', ');
}

function listed(values: readonly string[]): string {
  return values.length > mostListed
    ? `${values.slice(0, mostListed).join(', ')} and ${values.length - mostListed} more`
    : values.join(', ');
}

import { type Format, paint, printable } from '../terminal';
import { titleOf, type ServiceTarget } from '../services/service-target';
import type { LogLine } from './service-logs';

/** The colours that tell tasks apart; red and black are left to those who mean them. */
const COLORS = [
  'cyan',
  'yellow',
  'green',
  'magenta',
  'blue',
  'cyanBright',
  'yellowBright',
  'greenBright',
  'magentaBright',
  'blueBright',
] as const;

/** Gives each task the next colour. */
export class TaskColors {
  private readonly given = new Map<string, Format>();

  of(task: string): Format {
    const color = this.given.get(task) ?? COLORS[this.given.size % COLORS.length] ?? 'cyan';
    this.given.set(task, color);
    return color;
  }
}

/** Whom a line is for. */
export interface LineReader {
  /** All whose lines stand beside each other. */
  readonly targets: readonly ServiceTarget[];
  readonly surroundings: { readonly color: boolean };
  readonly json: boolean;
}

/** `2026-01-31T12:00:00Z web/app 3f9c0a1b | text`. What a container wrote cannot move the cursor. */
export function renderLine(
  line: LogLine,
  colors: TaskColors,
  { targets, surroundings, json }: LineReader,
): string {
  const { time, target, container, task = line.stream, text } = line;
  const prefix = `${titleOf(target, targets)}/${container} ${task.slice(0, 8)}`;
  const painted =
    surroundings.color && !json ? paint(colors.of(task), `${prefix} |`) : `${prefix} |`;
  return `${time.toISOString().replace(/\.\d+Z$/, 'Z')} ${painted} ${printable(text)}`.trimEnd();
}

export type { JsonValue, TemplateBlock } from './block';
export type { ExpectedPermission, TemplateStatement } from './policy';
export { synth, type SynthOptions } from './synth';
export { type ParsedContainer, Template } from './template';

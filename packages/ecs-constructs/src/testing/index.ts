export { synth, type SynthOptions } from './synth';
export { type JsonValue, type ParsedContainer, Template, type TemplateBlock } from './template';

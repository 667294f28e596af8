export { synth, type SynthOptions } from './synth';
export { type ParsedContainer, Template, type TemplateBlock } from './template';
